import type { WalkStep } from '#shared/teaching/walk-steps.ts';
import { isNeurons, type NetColumn, type NeuronColumn } from './net/net-columns.ts';

/** The weight, and with it the unit, that is looked at: of the unit `unit` of column `column`, from the unit `from` before. */
export type Choice = { column: number; unit: number; from: number };

/** The column a choice is in; the last where the net has become smaller. */
export function chosenColumn(columns: readonly NetColumn[], { column }: Choice): NeuronColumn {
  const found = columns[column];
  const last = columns.at(-1);
  if (isNeurons(found)) return found;
  if (isNeurons(last)) return last;
  throw new RangeError('a net without an output');
}

/** The input that says most to a unit in a row. */
export function loudest(column: NeuronColumn, row: number, unit: number): number {
  const inputs = column.input[row] ?? column.input[0] ?? [];
  const sizes = inputs.map((input, from) => Math.abs(input * (column.kernel[from]?.[unit] ?? 0)));
  return sizes.reduce((best, size, from) => (size > (sizes[best] ?? 0) ? from : best), 0);
}

/** What a step is best looked at with: the output where it is about the output, a hidden unit where it is about one. */
export function choiceFor(step: WalkStep, columns: readonly NetColumn[], now: Choice): Choice {
  const output = columns.length - 1;
  const within = (column: number): Choice => {
    const found = chosenColumn(columns, { ...now, column });
    const unit = Math.min(now.unit, found.units - 1);
    const from = column === now.column ? now.from : loudest(found, 0, unit);
    return { column: found.at, unit, from };
  };
  if (step === 'loss' || step === 'outputDelta' || step === 'layers') return within(output);
  if (step === 'dropout' || step === 'norms') {
    const fits = isAbout[step];
    const here = columns[now.column];
    if (here && fits(here)) return within(now.column);
    // What stands before the first layer is looked at from there.
    return within(Math.max(1, columns.find(fits)?.at ?? output - 1));
  }
  if (step === 'hiddenDelta' && now.column === output) return within(Math.max(1, output - 1));
  if (step === 'encoding' || step === 'preActivation') return within(1);
  return within(Math.min(now.column, output));
}

/** The columns that have something to show at steps about masks, moments and penalties. */
const isAbout = {
  dropout: ({ after }: NetColumn): boolean => after.some(({ type }) => type === 'dropout'),
  norms: (column: NetColumn): boolean =>
    column.after.some(({ type }) => type === 'batchNorm') ||
    (isNeurons(column) && (column.l1 > 0 || column.l2 > 0)),
};
