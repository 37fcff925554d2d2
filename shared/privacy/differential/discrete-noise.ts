/** A whole number from 0 to below `limit`, each as likely, from the system's source of randomness. */
export type Below = (limit: bigint) => bigint;

/** A number above 0 as the exact quotient of two whole ones. */
export type Ratio = { over: bigint; under: bigint };

/** The quotient that a double is, exactly: for numbers above 0 that are finite. */
export function ratioOf(value: number): Ratio {
  if (!(value > 0) || !Number.isFinite(value)) throw new RangeError(`no ratio above 0: ${value}`);
  let [over, shift] = [value, 0];
  while (!Number.isSafeInteger(over)) {
    if (over >= 2 ** 53) return { over: BigInt(over), under: 1n };
    over *= 2;
    shift += 1;
  }
  return { over: BigInt(over), under: 1n << BigInt(shift) };
}

/** True with probability over / under, at most 1. */
function bernoulli({ over, under }: Ratio, below: Below): boolean {
  return below(under) < over;
}

/**
 * True with probability e^(-over / under), exactly: Canonne, Kamath, Steinke: The Discrete Gaussian for Differential Privacy (2020),
 * algorithm 1.
 */
export function bernoulliExp({ over, under }: Ratio, below: Below): boolean {
  for (let left = over; left > under; left -= under)
    if (!bernoulliExpOfUnit(1n, 1n, below)) return false;
  const last = over === 0n ? 0n : ((over - 1n) % under) + 1n;
  return bernoulliExpOfUnit(last, under, below);
}

function bernoulliExpOfUnit(over: bigint, under: bigint, below: Below): boolean {
  let tries = 1n;
  while (bernoulli({ over, under: under * tries }, below)) tries += 1n;
  return tries % 2n === 1n;
}

/**
 * A whole number x with probability proportional to e^(-|x| / scale), exactly: the discrete Laplace distribution, algorithm 2 of the
 * same. `scale` is sensitivity / epsilon.
 */
export function discreteLaplace({ over, under }: Ratio, below: Below): bigint {
  for (;;) {
    const part = below(over);
    if (!bernoulliExp({ over: part, under: over }, below)) continue;
    let whole = 0n;
    while (bernoulliExpOfUnit(1n, 1n, below)) whole += 1n;
    const size = (part + over * whole) / under;
    const negative = below(2n) === 1n;
    if (negative && size === 0n) continue;
    return negative ? -size : size;
  }
}

/** A whole number x with probability proportional to e^(-x^2 / 2 variance), exactly: the discrete Gaussian, algorithm 3. */
export function discreteGaussian({ over, under }: Ratio, below: Below): bigint {
  const step = rootDown(over / under) + 1n;
  for (;;) {
    const value = discreteLaplace({ over: step, under: 1n }, below);
    const size = value < 0n ? -value : value;
    // (|y| - variance / t)^2 / (2 variance), as one quotient.
    const off = size * under * step - over;
    if (bernoulliExp({ over: off * off, under: 2n * over * under * step * step }, below))
      return value;
  }
}

/** The largest whole number whose square is at most `value`. */
function rootDown(value: bigint): bigint {
  if (value < 2n) return value;
  let root = BigInt(Math.floor(Math.sqrt(Number(value))));
  while (root * root > value) root -= 1n;
  while ((root + 1n) * (root + 1n) <= value) root += 1n;
  return root;
}
