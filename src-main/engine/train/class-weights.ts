import type { OutputSpec } from '#shared/model/model-spec.ts';
import type { TrainSettings } from '#shared/model/train-settings.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { isClassifier } from './losses.ts';

/** One weight per class (two for a single sigmoid unit), or null where rows count alike. */
export function resolveClassWeights(
  setting: TrainSettings['classWeights'],
  output: OutputSpec,
  matrix: Matrix,
  rows: Int32Array,
): number[] | null {
  const several = output.loss === 'categoricalCrossentropy';
  // Several sigmoid units are several yes-or-no labels, not classes.
  if (setting === 'none' || !isClassifier(output) || (!several && output.units > 1)) return null;
  const classes = several ? output.units : 2;
  if (setting !== 'balanced') return Array.from({ length: classes }, (_, i) => setting[i] ?? 1);
  const counts = countClasses(matrix, rows, classes);
  return counts.map((count) => (count > 0 ? rows.length / (classes * count) : 1));
}

function countClasses(matrix: Matrix, rows: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  const { y, targets } = matrix;
  for (const row of rows) {
    let at = 0;
    if (targets === 1) at = Math.round(y[row] ?? 0);
    else {
      for (let i = 1; i < targets; i++) {
        if ((y[row * targets + i] ?? 0) > (y[row * targets + at] ?? 0)) at = i;
      }
    }
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}
