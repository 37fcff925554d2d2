import type { OutputSpec } from '#shared/model/net/model-spec.ts';
import type { TrainSettings } from '#shared/model/net/train-settings.ts';
import { weighableClasses, weightsOfClasses } from '#shared/network/class-weights.ts';
import type { Matrix } from '../../matrix/matrix.ts';

/** One weight per class (two for a single sigmoid unit), or null where rows count alike. */
export function resolveClassWeights(
  setting: TrainSettings['classWeights'],
  output: OutputSpec,
  matrix: Matrix,
  rows: Int32Array,
): number[] | null {
  const classes = weighableClasses(output) ?? 0;
  return weightsOfClasses(setting, output, () => countClasses(matrix, rows, classes));
}

function countClasses(matrix: Matrix, rows: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  const { y, targets } = matrix;
  for (const row of rows) {
    let at = 0;
    if (targets === 1) at = Math.round(y[row]!);
    else {
      for (let i = 1; i < targets; i++) {
        if (y[row * targets + i]! > y[row * targets + at]!) at = i;
      }
    }
    counts[at]! += 1;
  }
  return counts;
}
