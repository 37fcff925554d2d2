import type { NetColumn, NeuronColumn } from '../net/net-columns.ts';

/** Names on the blackboard, in TeX: units from 1, layers as superscripts where there are several of neurons. */
export type Symbols = {
  z: (column: NeuronColumn, unit: number | string) => string;
  /** What a column hands on: x for inputs, with a tilde where a mask or normalisation changed it. */
  out: (column: NetColumn, unit: number | string) => string;
  a: (column: NeuronColumn, unit: number | string) => string;
  delta: (column: NeuronColumn, unit: number | string) => string;
  weight: (column: NeuronColumn, from: number | string, unit: number | string) => string;
  bias: (column: NeuronColumn, unit: number | string) => string;
};

export function symbolsOf(columns: readonly NetColumn[]): Symbols {
  const raised = ({ at }: NetColumn): string => (columns.length > 2 ? `^{(${at})}` : '');
  const index = (unit: number | string): string =>
    typeof unit === 'number' ? String(unit + 1) : unit;
  const named =
    (letter: string) =>
    (column: NetColumn, unit: number | string): string =>
      `${letter}${column.units > 1 || typeof unit === 'string' ? `_{${index(unit)}}` : ''}${raised(column)}`;
  const a = named('a');
  return {
    ...{ z: named('z'), a, delta: named('\\delta'), bias: named('b') },
    out: (column, unit) => {
      if (column.kind === 'input')
        return `${column.after.length > 0 ? '\\tilde{x}' : 'x'}_{${index(unit)}}`;
      return column.after.length > 0 ? named('\\tilde{a}')(column, unit) : a(column, unit);
    },
    weight: (column, from, unit) =>
      `w_{${index(from)}${column.units > 1 || typeof unit === 'string' ? `\\,${index(unit)}` : ''}}${raised(column)}`,
  };
}
