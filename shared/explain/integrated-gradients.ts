import type { InputGradient } from '../network/input-gradient.ts';

/** How a score came about from a baseline: one share a feature, which together make the way from the one to the other. */
export type Attribution = {
  score: number;
  baselineScore: number;
  contributions: Float64Array;
  /** score - baselineScore - sum of contributions: what the integration left over. */
  gap: number;
  /** How often the net was gone through. */
  passes: number;
};

/** Nodes and weights of Gauss-Legendre quadrature with four points on [0, 1]: exact for polynomials up to degree 7. */
const gauss = [
  [0.06943184420297371, 0.17392742256872692],
  [0.33000947820757187, 0.32607257743127305],
  [0.6699905217924281, 0.32607257743127305],
  [0.9305681557970263, 0.17392742256872692],
] as const;

/** Fewest pieces of the way: so that no wiggle between nodes is missed. */
const pieces = 32;
const mostPasses = 60_000;

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017): (x_i - b_i) times the mean slope of the score along the straight
 * way from the baseline b to the row x. Over each piece of the way the contributions must add up to what the score really
 * does there, so the error of a piece is known, and pieces where a unit's slope jumps are halved until the whole is within
 * `tolerance`. Returns what `mostPasses` allow, with the gap it leaves; aborting throws the signal's reason.
 */
export async function integratedGradients(
  gradient: InputGradient,
  x: ArrayLike<number>,
  baseline: ArrayLike<number>,
  unit: number,
  {
    tolerance = 1e-6,
    pace = () => Promise.resolve(),
  }: { tolerance?: number; pace?: () => Promise<void> } = {},
): Promise<Attribution> {
  const width = x.length;
  const difference = Float64Array.from(
    { length: width },
    (_, i) => (x[i] ?? NaN) - (baseline[i] ?? NaN),
  );
  const point = new Float64Array(width);
  let passes = 0;
  const at = (along: number): ReturnType<InputGradient> => {
    for (let i = 0; i < width; i++)
      point[i] = (baseline[i] ?? NaN) + along * (difference[i] ?? NaN);
    passes += 1;
    return gradient(point, unit);
  };
  const baselineScore = gradient(baseline, unit).value;
  const score = gradient(x, unit).value;
  const contributions = new Float64Array(width);
  const part = new Float64Array(width);
  const valueAt = (along: number): number =>
    along === 0 ? baselineScore : along === 1 ? score : at(along).value;

  const open: { from: number; to: number; low: number; high: number }[] = [];
  let before = baselineScore;
  for (let p = 0; p < pieces; p++) {
    const to = (p + 1) / pieces;
    const high = valueAt(to);
    open.push({ from: p / pieces, to, low: before, high });
    before = high;
  }
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const { from, to, low, high } = piece;
    const length = to - from;
    part.fill(0);
    for (const [node, weight] of gauss) {
      const { slopes } = at(from + node * length);
      for (let i = 0; i < width; i++)
        part[i] = (part[i] ?? 0) + weight * length * (difference[i] ?? NaN) * (slopes[i] ?? NaN);
    }
    let sum = 0;
    for (const value of part) sum += value;
    const allowed = Math.max(tolerance * length, 1e-14);
    if (Math.abs(sum - (high - low)) <= allowed || length < 1e-9 || passes > mostPasses) {
      for (let i = 0; i < width; i++) contributions[i] = (contributions[i] ?? 0) + (part[i] ?? 0);
    } else {
      const middle = from + length / 2;
      const value = at(middle).value;
      open.push({ from, to: middle, low, high: value }, { from: middle, to, low: value, high });
    }
    if (passes % 256 < 8) await pace();
  }
  let total = 0;
  for (const value of contributions) total += value;
  return { score, baselineScore, contributions, gap: score - baselineScore - total, passes };
}
