import type { Random } from '#shared/random/index.ts';

/** A draw of the standard normal distribution (Box and Muller 1958). */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** A draw of Beta(alpha, alpha), in 0..1. */
export function drawBeta(alpha: number, random: Random): number {
  const a = drawLogGamma(alpha, random);
  const b = drawLogGamma(alpha, random);
  return 1 / (1 + Math.exp(b - a));
}

/**
 * Logarithm of a draw of Gamma(shape, 1) (Marsaglia and Tsang 2000); of shapes below 1 by their boost, in logarithms, as
 * small shapes give numbers beyond float64.
 */
function drawLogGamma(shape: number, random: Random): number {
  if (shape < 1) return drawLogGamma(shape + 1, random) + Math.log(1 - random.next()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(random);
    const v = (1 + c * normal) ** 3;
    if (v <= 0) continue;
    const u = 1 - random.next();
    if (Math.log(u) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** Every row in a drawn order, again and again in a new one. */
export function* drawRows(rows: number, random: Random): Generator<number, never> {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  for (;;) {
    for (let last = rows - 1; last >= 0; last--) {
      const other = random.below(last + 1);
      const row = order[other]!;
      order[other] = order[last]!;
      order[last] = row;
      yield row;
    }
  }
}
