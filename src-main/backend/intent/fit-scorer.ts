import type { IntentModel, LinearScore } from '#shared/intent/intent-model.ts';
import { boost } from '#shared/trees/boost.ts';
import { fitLinear } from '../evaluate/index.ts';
import type { Moments } from './moments.ts';

type Scorer = IntentModel['scorer'];

/** Logistic regression of the standardised features. */
export async function fitLinearScorer(
  { x, columns, count, bought }: Moments,
  pace: () => Promise<void>,
): Promise<Scorer> {
  const { means, spreads } = scales(x, columns);
  const rows = 4096;
  const { kernel, bias } = await fitLinear({
    ...{ inputs: columns, units: 1, kind: 'binary', pace },
    *chunks() {
      for (let from = 0; from < count; from += rows) {
        const to = Math.min(count, from + rows);
        const part = new Float32Array((to - from) * columns);
        for (let row = from; row < to; row++)
          for (let column = 0; column < columns; column++)
            part[(row - from) * columns + column] =
              (x[row * columns + column]! - means[column]!) / spreads[column]!;
        yield { x: part, y: Float32Array.from(bought.subarray(from, to)) };
      }
    },
  });
  const weights = Float64Array.from(kernel, (weight, column) => weight / spreads[column]!);
  const linear: LinearScore = {
    weights,
    bias: bias[0]! - weights.reduce((sum, weight, column) => sum + weight * means[column]!, 0),
  };
  return { type: 'linear', linear };
}

/** Boosted trees by the logistic loss, as many as do best on the moments kept aside. */
export async function fitTreeScorer(
  { x, columns, count, bought }: Moments,
  check: Moments,
  pace: () => Promise<void>,
  progress: (done: number, of: number) => void,
): Promise<Scorer> {
  const share = bought.reduce((sum, one) => sum + one, 0) / count;
  const [trees] = await boost({
    ...{ x, columns, trees: 200, rate: 0.1, pace, progress },
    bases: [Math.log(share / (1 - share))],
    limits: { leaves: 16, rows: 40, curvature: 1, ridge: 5 },
    derivatives(scores, gradients, curvatures) {
      for (let row = 0; row < count; row++) {
        const p = 1 / (1 + Math.exp(-scores[row]!));
        gradients[row] = p - bought[row]!;
        curvatures[row] = p * (1 - p);
      }
    },
    check: { x: check.x, patience: 15, worth: (scores) => logLoss(scores, check.bought) },
  });
  return { type: 'trees', trees: trees! };
}

/** Mean of -log of the probability of what came, by log odds. */
export function logLoss(scores: Float64Array, bought: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < scores.length; row++) {
    const z = scores[row]!;
    sum += Math.max(z, 0) - z * bought[row]! + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum / scores.length;
}

/** Mean and standard deviation of each column; 1 where it is the same everywhere. */
function scales(x: Float64Array, columns: number): { means: Float64Array; spreads: Float64Array } {
  const rows = x.length / columns;
  const means = new Float64Array(columns);
  const spreads = new Float64Array(columns);
  for (let at = 0; at < x.length; at++) means[at % columns]! += x[at]! / rows;
  for (let at = 0; at < x.length; at++)
    spreads[at % columns]! += (x[at]! - means[at % columns]!) ** 2 / rows;
  return { means, spreads: spreads.map((square) => (square > 1e-18 ? Math.sqrt(square) : 1)) };
}
