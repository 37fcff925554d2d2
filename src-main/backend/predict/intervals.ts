import { classProbabilities } from '#shared/export/prediction-columns.ts';
import type { Score } from '#shared/export/score.ts';
import type { FittedLabel } from '#shared/model/prep.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { predictionSet } from '#shared/statistics/conformal.ts';

/** Columns that say how sure a prediction is: `low` and `high` of a number, or the `set` of classes a row may be of. */
export type Intervals = {
  columns: Column[];
  values(score: Score): CellValue[];
  /** Rows by the size of their set, from 1; empty for numbers. */
  sizes: number[];
};

export function createIntervals(
  label: FittedLabel,
  quantile: number,
  named: (name: string) => string,
): Intervals {
  if (label.kind === 'number') {
    return {
      columns: [
        { name: named('low'), type: 'real' },
        { name: named('high'), type: 'real' },
      ],
      values: ({ scores: [value = NaN] }) => [value - quantile, value + quantile],
      sizes: [],
    };
  }
  const { kind, classes } = label;
  const sizes = classes.map(() => 0);
  return {
    columns: [{ name: named('set'), type: 'category' }],
    values({ scores }) {
      const set = predictionSet(classProbabilities(kind, scores), quantile);
      sizes[set.length - 1]! += 1;
      return [set.map((at) => classes[at] ?? '').join('|')];
    },
    sizes,
  };
}
