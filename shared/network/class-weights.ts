import type { OutputSpec } from '../model/net/model-spec.ts';
import type { TrainSettings } from '../model/net/train-settings.ts';
import { entry, type Matrix } from './matrix.ts';

/** Classes that can be weighed: two of a single sigmoid unit; none of numbers, or of several yes-or-no labels. */
export function weighableClasses({ units, loss }: OutputSpec): number | null {
  if (loss === 'categoricalCrossentropy') return units;
  return loss === 'binaryCrossentropy' && units === 1 ? 2 : null;
}

/**
 * One weight per class, or null where rows count alike. `counts`: training rows of each class; balanced is
 * rows / (classes * rows of the class), as in scikit-learn.
 */
export function weightsOfClasses(
  setting: TrainSettings['classWeights'],
  output: OutputSpec,
  counts: () => readonly number[],
): number[] | null {
  const classes = weighableClasses(output);
  if (setting === 'none' || classes === null) return null;
  if (setting !== 'balanced') return Array.from({ length: classes }, (_, i) => setting[i] ?? 1);
  const found = counts();
  const rows = found.reduce((sum, count) => sum + count, 0);
  return found.map((count) => (count > 0 ? rows / (classes * count) : 1));
}

/** What each row of labels [rows][units] counts by the weights of its classes; undefined where all count alike. */
export function rowWeightsOf(
  y: Matrix,
  weights: readonly number[] | null,
): { rowWeights?: number[] } {
  if (weights === null) return {};
  const [of0 = 1, of1 = 1] = weights;
  return {
    rowWeights: y.map((row) =>
      row.length === 1
        ? of0 + (of1 - of0) * entry(row, 0)
        : row.reduce((sum, share, unit) => sum + share * entry(weights, unit), 0),
    ),
  };
}
