import { solver } from '../linear/small-cholesky.ts';

/** One choice: the features of every alternative, row by row, and the rows that were chosen. */
export type Choice = { features: Float64Array; chosen: readonly number[] };

const mostSteps = 50;
const enough = 1e-10;

/**
 * Weights under which what was chosen is most likely: the conditional logit (McFadden 1974), P(i) = exp(w x_i) / sum over
 * the alternatives, with a normal prior of variance 1 / `ridge` on each weight. Newton's steps, halved where they overshoot;
 * the problem is convex. Alternatives may be a uniform sample that holds the chosen ones (McFadden 1978).
 */
export function fitConditionalLogit(
  choices: readonly Choice[],
  width: number,
  ridge = 1,
): { weights: Float64Array; logLikelihood: number } {
  let weights = new Float64Array(width);
  let at = derivatives(choices, weights, ridge);
  for (let step = 0; step < mostSteps; step += 1) {
    const move = solver(at.curvature, width)(at.gradient);
    let size = 1;
    let next = weights.map((weight, part) => weight + move[part]!);
    let there = derivatives(choices, next, ridge);
    while (there.value < at.value && size > 1e-6) {
      size /= 2;
      const half = size;
      next = weights.map((weight, part) => weight + half * move[part]!);
      there = derivatives(choices, next, ridge);
    }
    const gain = there.value - at.value;
    [weights, at] = [next, there];
    if (gain <= enough * (1 + Math.abs(at.value))) break;
  }
  return { weights, logLikelihood: at.value };
}

/** Penalised log-likelihood, its gradient, and the negative of its second derivatives (lower half, row by row). */
function derivatives(
  choices: readonly Choice[],
  weights: Float64Array,
  ridge: number,
): { value: number; gradient: Float64Array; curvature: Float64Array } {
  const width = weights.length;
  let value = 0;
  const gradient = weights.map((weight) => -ridge * weight);
  const curvature = new Float64Array(width * width);
  for (let part = 0; part < width; part += 1) curvature[part * (width + 1)] = ridge;
  for (const weight of weights) value -= (ridge * weight ** 2) / 2;
  const mean = new Float64Array(width);
  const squares = new Float64Array(width * width);
  for (const { features, chosen } of choices) {
    const rows = features.length / width;
    const scores = new Float64Array(rows);
    let highest = -Infinity;
    for (let row = 0; row < rows; row += 1) {
      let score = 0;
      for (let part = 0; part < width; part += 1)
        score += weights[part]! * features[row * width + part]!;
      scores[row] = score;
      if (score > highest) highest = score;
    }
    let total = 0;
    mean.fill(0);
    squares.fill(0);
    for (let row = 0; row < rows; row += 1) {
      const share = Math.exp(scores[row]! - highest);
      total += share;
      for (let a = 0; a < width; a += 1) {
        const weighted = share * features[row * width + a]!;
        mean[a]! += weighted;
        for (let b = 0; b <= a; b += 1)
          squares[a * width + b]! += weighted * features[row * width + b]!;
      }
    }
    for (const row of chosen) {
      value += scores[row]! - highest - Math.log(total);
      for (let part = 0; part < width; part += 1)
        gradient[part]! += features[row * width + part]! - mean[part]! / total;
    }
    for (let a = 0; a < width; a += 1)
      for (let b = 0; b <= a; b += 1) {
        const covariance = squares[a * width + b]! / total - (mean[a]! * mean[b]!) / total ** 2;
        curvature[a * width + b]! += chosen.length * covariance;
      }
  }
  return { value, gradient, curvature };
}
