import { PortraitError } from '#shared/errors/index.ts';
import type { ColumnType, ValueKind } from '#shared/model/table.ts';
import { valueText } from '#shared/encoding/index.ts';
import type { Primitives } from './primitives.ts';

/** A column as the graph has it: a float64 vector for numbers and booleans (NaN is missing), text for the rest. */
export type GraphColumn<V> = ValueKind & { value: V };

/** Columns that a graph takes as float64 numbers. */
export function isNumberType(type: ColumnType): boolean {
  return type === 'integer' || type === 'real' || type === 'boolean';
}

/**
 * Where each value stands among the step's, as an index; `unseen` and `missing` where it is none of them. Numbers are
 * compared as numbers, so that no other spelling of one (5.0, 1e-07) is taken for another value.
 * @throws PortraitError export_empty_text where '' is a category: text has no null here
 */
export function categoryIndex<V>(
  g: Primitives<V>,
  step: { column: string; values: readonly string[] },
  column: GraphColumn<V>,
  unseen: number,
  missing: number,
): V {
  const { value } = column;
  if (isNumberType(column.type)) {
    const keys = step.values.map((text) => numberOf(text, column));
    const isThere = g.equal(value, value);
    return g.index(g.where(isThere, g.match(value, keys, unseen), g.number(missing)));
  }
  if (step.values.includes(''))
    throw new PortraitError('export_empty_text', { column: step.column });
  const places = step.values.map((_, at) => at);
  return g.lookUp(value, [...step.values, ''], [...places, missing], unseen);
}

/** The number that a category of a number column is the text of; NaN where no number has it as its text. */
function numberOf(text: string, kind: ValueKind): number {
  if (kind.type === 'boolean') {
    const truth = [0, 1].find((value) => valueText(value, kind) === text);
    if (truth !== undefined) return truth;
    if (text === '1' || text === '0') return NaN;
  }
  return String(Number(text)) === text ? Number(text) : NaN;
}
