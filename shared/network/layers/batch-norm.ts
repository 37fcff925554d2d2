import { columnSums, entry, entrywise, type Matrix } from '../matrix.ts';

/** One row of numbers a unit: mean and biased variance over the rows, 1 / sqrt(variance + epsilon). */
export type BatchNormForward = {
  input: Matrix;
  mean: number[];
  variance: number[];
  inverseStd: number[];
  normalised: Matrix;
  a: Matrix;
};

export type BatchNormBackward = {
  dA: Matrix;
  dNormalised: Matrix;
  gamma: number[];
  beta: number[];
  dInput: Matrix;
};

export type BatchNormWeights = { gamma: number[]; beta: number[] };
export type Moments = { mean: number[]; variance: number[] };

/**
 * x^ = (x - mean) / sqrt(variance + epsilon), a = gamma x^ + beta (Ioffe and Szegedy 2015). In training the moments are
 * the batch's own; with `moving` given, as when predicting, they are those.
 */
export function batchNormForward(
  input: Matrix,
  { gamma, beta }: BatchNormWeights,
  epsilon: number,
  moving: Moments | null,
): BatchNormForward {
  const { mean, variance } = moving ?? momentsOf(input);
  const inverseStd = variance.map((value) => 1 / Math.sqrt(value + epsilon));
  const normalised = input.map((row) =>
    row.map((x, unit) => (x - entry(mean, unit)) * entry(inverseStd, unit)),
  );
  const a = normalised.map((row) =>
    row.map((x, unit) => entry(gamma, unit) * x + entry(beta, unit)),
  );
  return { input, mean, variance, inverseStd, normalised, a };
}

/**
 * Through mean and variance, which every row of the batch shares:
 * dL/dx = inverseStd (dL/dx^ - mean of dL/dx^ - x^ mean of (dL/dx^ x^)), means over the rows.
 */
export function batchNormBackward(
  { normalised, inverseStd }: BatchNormForward,
  gamma: number[],
  dA: Matrix,
): BatchNormBackward {
  const rows = dA.length;
  const along = entrywise((d, x) => d * x, dA, normalised);
  const dNormalised = dA.map((row) => row.map((d, unit) => d * entry(gamma, unit)));
  const meanD = columnSums(dNormalised).map((sum) => sum / rows);
  const meanAlong = columnSums(entrywise((d, x) => d * x, dNormalised, normalised)).map(
    (sum) => sum / rows,
  );
  const dInput = dNormalised.map((row, r) =>
    row.map((d, unit) => {
      const x = entry(normalised[r] ?? [], unit);
      return entry(inverseStd, unit) * (d - entry(meanD, unit) - x * entry(meanAlong, unit));
    }),
  );
  return { dA, dNormalised, gamma: columnSums(along), beta: columnSums(dA), dInput };
}

/** The moving averages after a batch: momentum times the old ones and 1 - momentum times the batch's. */
export function movedMoments(old: Moments, batch: Moments, momentum: number): Moments {
  const blend = (before: number[], now: number[]): number[] =>
    before.map((value, unit) => momentum * value + (1 - momentum) * entry(now, unit));
  return { mean: blend(old.mean, batch.mean), variance: blend(old.variance, batch.variance) };
}

function momentsOf(input: Matrix): Moments {
  const rows = input.length;
  const mean = columnSums(input).map((sum) => sum / rows);
  const squares = input.map((row) => row.map((x, unit) => (x - entry(mean, unit)) ** 2));
  return { mean, variance: columnSums(squares).map((sum) => sum / rows) };
}
