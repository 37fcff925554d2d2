/** A rising step through blocks: each block's mean of x, its share of y, and how much weighs there. */
export type Isotonic = { x: number[]; y: number[]; weight: number[] };

/**
 * Isotonic regression of y on x by pooling adjacent violators (scikit-learn's IsotonicRegression), one entry a block. Equal
 * x are one block from the start.
 */
export function isotonic(x: ArrayLike<number>, y: ArrayLike<number>): Isotonic {
  const order = Int32Array.from({ length: x.length }, (_, row) => row);
  order.sort((a, b) => x[a]! - x[b]! || a - b);
  const fit: Isotonic = { x: [], y: [], weight: [] };
  const join = (value: number, share: number, weight: number): void => {
    const last = fit.weight.length - 1;
    const total = fit.weight[last]! + weight;
    fit.x[last] = (fit.x[last]! * fit.weight[last]! + value * weight) / total;
    fit.y[last] = (fit.y[last]! * fit.weight[last]! + share * weight) / total;
    fit.weight[last] = total;
  };
  let before = NaN;
  for (const row of order) {
    if (x[row] === before) join(x[row], y[row]!, 1);
    else {
      // The block before is whole now: it joins those above it that it does not exceed.
      settle(fit, join);
      fit.x.push(x[row]!);
      fit.y.push(y[row]!);
      fit.weight.push(1);
      before = x[row]!;
    }
  }
  settle(fit, join);
  return fit;
}

function settle(fit: Isotonic, join: (x: number, y: number, weight: number) => void): void {
  while (fit.y.length > 1 && fit.y.at(-2)! >= fit.y.at(-1)!) {
    const [x, y, weight] = [fit.x.pop()!, fit.y.pop()!, fit.weight.pop()!];
    join(x, y, weight);
  }
}

/**
 * The fit's y at x, straight between the blocks' means (centred isotonic regression, Oron and Flournoy 2017), so that order is
 * kept where steps would tie; the first and the last y beyond them. A share of 0 or 1 in the end blocks, which no finite
 * sample shows to be certain, is taken with half a case of each kind more.
 */
export function centredAt({ x, y, weight }: Isotonic, value: number): number {
  const sure = (at: number): number => (y[at]! * weight[at]! + 0.5) / (weight[at]! + 1);
  const last = x.length - 1;
  const height = (at: number): number => {
    if (y[at]! <= 0) return Math.min(sure(at), at < last ? Math.max(y[at + 1]!, 0) : 1);
    if (y[at]! >= 1) return Math.max(sure(at), at > 0 ? Math.min(y[at - 1]!, 1) : 0);
    return y[at]!;
  };
  if (value <= x[0]!) return height(0);
  if (value >= x[last]!) return height(last);
  let [low, high] = [0, last];
  while (high - low > 1) {
    const half = (low + high) >> 1;
    if (x[half]! <= value) low = half;
    else high = half;
  }
  const share = (value - x[low]!) / (x[high]! - x[low]!);
  return height(low) * (1 - share) + height(high) * share;
}
