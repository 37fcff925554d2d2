/** A step that takes each record with probability `rate`, and adds Gaussian noise of `noise` times the largest share of one record. */
export type SampledGaussian = {
  /** Chance of a record to be in a step, 0 to 1. */
  rate: number;
  /** Standard deviation of the noise over the sensitivity, above 0. */
  noise: number;
};

/**
 * Rényi divergence of order `order` > 1 between a step with and without one record (add or remove one), natural logarithms:
 * log A / (order - 1) with A = E[(1 - q + q e^((2x - 1) / 2 s^2))^order] over x ~ N(0, s^2) (Mironov, Talwar, Zhang: Rényi
 * Differential Privacy of the Sampled Gaussian Mechanism, 2019, section 3.3). Both ways give log(A - 1), so that small
 * divergences lose nothing to the 1.
 */
export function sampledGaussianRdp({ rate, noise }: SampledGaussian, order: number): number {
  if (rate === 0) return 0;
  if (rate === 1) return order / (2 * noise * noise);
  const excess = Number.isInteger(order)
    ? wholeOrder(rate, noise, order)
    : brokenOrder(rate, noise, order);
  return softplus(excess) / (order - 1);
}

/** A - 1 = sum over k >= 2 of binomial(a, k) (1 - q)^(a - k) q^k (e^((k^2 - k) / 2 s^2) - 1). */
function wholeOrder(rate: number, noise: number, order: number): number {
  const [stays, comes] = [Math.log1p(-rate), Math.log(rate)];
  let ways = Math.log(order);
  const terms: number[] = [];
  for (let k = 2; k <= order; k += 1) {
    ways += Math.log((order - k + 1) / k);
    terms.push(
      ways + (order - k) * stays + k * comes + logExpm1((k * k - k) / (2 * noise * noise)),
    );
  }
  return logSumExp(terms);
}

/** Tails beyond so many deviations are nothing. */
const reach = 14;

/**
 * The integral by the trapezoidal rule, which converges geometrically: the integrand is analytic up to pi s^2 from the real line.
 * (1 + u)^a - 1 - a u is integrated, as u has mean 0: nothing is negative, so nothing cancels.
 */
function brokenOrder(rate: number, noise: number, order: number): number {
  const width = Math.min(noise / 4, (noise * noise) / 2);
  const points = Math.ceil((order + 2 * reach * noise) / width);
  const scale = Math.log(width / noise / Math.sqrt(2 * Math.PI));
  const terms: number[] = [];
  for (let at = 0; at <= points; at += 1) {
    const x = at * width - reach * noise;
    const exponent = (2 * x - 1) / (2 * noise * noise);
    const density = scale - (x * x) / (2 * noise * noise);
    const u = rate * Math.expm1(exponent);
    // Where u is huge, neither 1 nor a u counts beside u^a.
    const grown = exponent > 300 ? order * (Math.log(rate) + exponent) : order * Math.log1p(u);
    const excess = grown > 600 ? grown : Math.log(Math.max(0, powerExcess(u, order, grown)));
    terms.push(density + excess);
  }
  return logSumExp(terms);
}

/** (1 + u)^a - 1 - a u, by its series where u is small. */
function powerExcess(u: number, order: number, grown: number): number {
  if (Math.abs(u) * order > 1e-3) return Math.expm1(grown) - order * u;
  let term = order * u;
  let sum = 0;
  for (let k = 2; k < 12; k += 1) {
    term *= ((order - k + 1) / k) * u;
    sum += term;
  }
  return sum;
}

/** log(1 + e^x) */
function softplus(x: number): number {
  return x > 40 ? x : Math.log1p(Math.exp(x));
}

/** log(e^x - 1) for x > 0 */
function logExpm1(x: number): number {
  return x > 40 ? x : Math.log(Math.expm1(x));
}

function logSumExp(terms: readonly number[]): number {
  let most = -Infinity;
  for (const term of terms) most = Math.max(most, term);
  if (!Number.isFinite(most)) return most;
  let sum = 0;
  for (const term of terms) sum += Math.exp(term - most);
  return most + Math.log(sum);
}
