import { expect } from 'vitest';

/**
 * Features whose values differ in a bit, with an example of each; the sign of a zero aside, which ONNX Runtime's Where does
 * not keep.
 */
export function bitDifferences(
  got: ArrayLike<number>,
  want: Float32Array,
  names: readonly string[],
): string[] {
  const found = new Map<string, string>();
  expect(got.length).toBe(want.length);
  for (let at = 0; at < want.length; at++) {
    if (got[at] === want[at]) continue;
    const name = names[at % names.length] ?? '';
    const row = Math.floor(at / names.length);
    found.set(name, `${name}, row ${row}: ${got[at]} instead of ${want[at]}`);
  }
  return [...found.values()];
}

/** Beyond this the sums of a float32 net overflow. */
const floatReach = 1e30;

/** Largest differences of scores, where every feature is at most 10 and wherever float32 reaches. */
export function scoreDifferences(
  got: ArrayLike<number>,
  want: readonly number[][],
  features: Float32Array,
): { near: number; anywhere: number } {
  const units = want[0]?.length ?? 1;
  const width = features.length / want.length;
  let [near, anywhere] = [0, 0];
  want.forEach((row, r) => {
    const own = features.subarray(r * width, (r + 1) * width);
    const largest = own.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    if (largest > floatReach) return;
    const isNear = largest <= 10;
    row.forEach((value, unit) => {
      const off = Math.abs((got[r * units + unit] ?? NaN) - value);
      // NaN must not pass for a small difference.
      const counted = Number.isNaN(off) ? Infinity : off;
      if (isNear) near = Math.max(near, counted);
      anywhere = Math.max(anywhere, counted);
    });
  });
  return { near, anywhere };
}
