import type { BestAchievable } from '../sample-shop/label.ts';
import { streamOf } from '../sample-shop/draw.ts';
import type { SampleTable } from '../sample-shop/tables.ts';
import { fields } from './fields.ts';

export type FieldName = keyof typeof fields;

export const isField = (name: string): name is FieldName => Object.hasOwn(fields, name);

/** A table of a field of work with so many rows; `best` gathers what can be known of a yes-or-no label. */
export function fieldTable(
  name: FieldName,
  { rows, seed }: { rows: number; seed: number },
  best: BestAchievable,
): SampleTable {
  const { columns, row } = fields[name];
  return {
    columns,
    units: rows,
    rows(index) {
      const random = streamOf(seed, name, index);
      const made = row(random, index);
      if ('label' in made) return [[...made.values, made.label]];
      best.add(made.chance);
      return [[...made.values, random.next() < made.chance ? 1 : 0]];
    },
  };
}
