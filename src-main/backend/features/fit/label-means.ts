/** Sums over rows of labels: [rows, sum of each output] and, where labels are numbers, the sum of their squares. */
type Sums = Float64Array;

/** What labels are summed as: class codes one output each (or the positive class alone), or a number. */
export type LabelOutputs = {
  width: number;
  isNumber: boolean;
  /** Adds a row's label to sums from `at` on. */
  add(sums: Sums, at: number, label: number): void;
};

/** Sums per value and fold of a column's training rows; value `values` is the missing one. */
export type LabelSums = { sums: Sums; values: number; folds: number; outputs: LabelOutputs };

/** Numbers kept for one value and fold. */
export const strideOf = ({ width, isNumber }: LabelOutputs): number =>
  1 + width + (isNumber ? width : 0);

export function createLabelSums(values: number, folds: number, outputs: LabelOutputs): LabelSums {
  const sums = new Float64Array((values + 2) * folds * strideOf(outputs));
  return { sums, values, folds, outputs };
}

/** Value positions: 0..values - 1, then missing ones, then those that share no mean of their own. */
export function addLabel(into: LabelSums, value: number, fold: number, label: number): void {
  const { sums, folds, outputs } = into;
  outputs.add(sums, (value * folds + fold) * strideOf(outputs), label);
}

export type ValueMeans = {
  /** [values + 1] smoothed means, the missing value last. */
  means: Float64Array;
  /** Mean of all rows looked at. */
  overall: number;
  /** Rows of the overall mean joined with each value's own; Infinity where values do not differ. */
  smoothing: number;
};

/**
 * Smoothed means of one output over all folds but one (`left`; -1: over all): (sum + m overall) / (rows + m). Where no m is
 * given it is the variance within values over that between them, as one-way analysis of variance estimates both.
 */
export function valueMeans(
  { sums, values, folds, outputs }: LabelSums,
  output: number,
  left: number,
  smoothing: number | null,
): ValueMeans {
  const stride = strideOf(outputs);
  const rows = new Float64Array(values + 2);
  const totals = new Float64Array(values + 2);
  let squares = 0;
  for (let value = 0; value < values + 2; value++) {
    for (let fold = 0; fold < folds; fold++) {
      if (fold === left) continue;
      const at = (value * folds + fold) * stride;
      rows[value] = rows[value]! + sums[at]!;
      totals[value] = totals[value]! + sums[at + 1 + output]!;
      if (value <= values)
        squares += sums[at + 1 + output + (outputs.isNumber ? outputs.width : 0)]!;
    }
  }
  const all = rows.reduce((sum, count) => sum + count, 0);
  const overall = all === 0 ? 0 : totals.reduce((sum, total) => sum + total, 0) / all;
  const m = smoothing ?? varianceRatio(rows.subarray(0, -1), totals.subarray(0, -1), squares);
  const means = Float64Array.from({ length: values + 1 }, (_, value) => {
    const count = rows[value]!;
    return Number.isFinite(m) && count + m > 0
      ? (totals[value]! + m * overall) / (count + m)
      : overall;
  });
  return { means, overall, smoothing: m };
}

/**
 * Variance within groups over variance between them, by the moments of a one-way random-effects model (Searle, Casella and
 * McCulloch, Variance Components, 1992, 3.6): Infinity where groups differ by chance alone, or are one row each.
 */
export function varianceRatio(rows: Float64Array, totals: Float64Array, squares: number): number {
  let [groups, all, total, ofSquares, betweenSum] = [0, 0, 0, 0, 0];
  rows.forEach((count, group) => {
    if (count === 0) return;
    groups++;
    all += count;
    total += totals[group]!;
    ofSquares += count * count;
    betweenSum += totals[group]! ** 2 / count;
  });
  if (groups < 2 || all <= groups) return Infinity;
  const within = Math.max(0, squares - betweenSum) / (all - groups);
  const between = (betweenSum - total ** 2 / all) / (groups - 1);
  const size = (all - ofSquares / all) / (groups - 1);
  const variance = (between - within) / size;
  return variance <= 0 ? Infinity : within / variance;
}
