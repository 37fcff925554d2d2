import type { Tested } from './contingency.ts';
import { midranks } from './midranks.ts';

/** |Spearman's rho| of two columns without gaps; null where one does not vary. */
export function spearman(x: Float64Array, y: Float64Array): Tested | null {
  const [a, b] = [midranks(x), midranks(y)];
  const middle = (x.length + 1) / 2;
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    const [da, db] = [a[row]! - middle, b[row]! - middle];
    xx += da * da;
    yy += db * db;
    xy += da * db;
  }
  if (xx === 0 || yy === 0) return null;
  const rho2 = Math.min(1, (xy * xy) / (xx * yy));
  return { strength: Math.sqrt(rho2), chiSquared: (x.length - 1) * rho2, df: 1, support: x.length };
}

/**
 * Share of the spread of a column's ranks that its groups explain, as the root of epsilon squared (Kelley 1935, corrected
 * for the number of groups), with the statistic of Kruskal and Wallis (1952), ties corrected. No gaps; null where the
 * column does not vary, or there are fewer than two groups or as many as rows.
 */
export function kruskalWallis(
  values: Float64Array,
  groups: ArrayLike<number>,
  groupCount: number,
): Tested | null {
  const n = values.length;
  const middle = (n + 1) / 2;
  const sums = new Float64Array(groupCount);
  const sizes = new Float64Array(groupCount);
  let total = 0;
  midranks(values).forEach((rank, row) => {
    const group = groups[row]!;
    sums[group]! += rank - middle;
    sizes[group]! += 1;
    total += (rank - middle) ** 2;
  });
  const k = sizes.reduce((sum, size) => sum + +(size > 0), 0);
  if (total === 0 || k < 2 || n <= k) return null;
  const between = sums.reduce((sum, s, g) => sum + (sizes[g]! > 0 ? (s * s) / sizes[g]! : 0), 0);
  const explained = Math.min(1, between / total);
  const epsilon2 = Math.max(0, 1 - ((1 - explained) * (n - 1)) / (n - k));
  const support = n - sizes.reduce((most, size) => Math.max(most, size));
  return { strength: Math.sqrt(epsilon2), chiSquared: (n - 1) * explained, df: k - 1, support };
}
