import { largest } from './extremes.ts';

/**
 * How strongly two things go together: `strength` 0..1, and the test statistic against chance, chi-squared with `df`.
 * `support`: rows outside the largest group, of the two sides the fewer; the test says nothing where they are very few.
 */
export type Tested = { strength: number; chiSquared: number; df: number; support: number };

/**
 * Cramér's V of two groupings less what chance gives: V squared, moved and stretched so that its mean over independent
 * groupings is 0 and its most 1, as epsilon squared does to the correlation ratio (for two classes they are one and the
 * same). An identifier scores nothing. With Pearson's chi-squared. Rows of which one is below 0 are left out. Null where
 * either has fewer than two groups.
 */
export function cramersV(
  groups: ArrayLike<number>,
  groupCount: number,
  codes: ArrayLike<number>,
  classes: number,
): Tested | null {
  const table = new Float64Array(groupCount * classes);
  const byGroup = new Float64Array(groupCount);
  const byClass = new Float64Array(classes);
  let n = 0;
  for (let row = 0; row < groups.length; row++) {
    const [group, code] = [groups[row] ?? -1, codes[row] ?? -1];
    if (group < 0 || code < 0) continue;
    n++;
    table[group * classes + code]! += 1;
    byGroup[group]! += 1;
    byClass[code]! += 1;
  }
  const used = (sizes: Float64Array): number => sizes.reduce((sum, size) => sum + +(size > 0), 0);
  const [k, r] = [used(byGroup), used(byClass)];
  if (k < 2 || r < 2) return null;
  let phi2 = -1;
  table.forEach((count, cell) => {
    if (count === 0) return;
    phi2 += (count * count) / (byGroup[Math.floor(cell / classes)]! * byClass[cell % classes]!);
  });
  const df = (k - 1) * (r - 1);
  const most = Math.min(k, r) - 1;
  const byChance = df / (n - 1);
  const told = most > byChance ? (phi2 - byChance) / (most - byChance) : 0;
  const strength = Math.sqrt(Math.min(1, Math.max(0, told)));
  const support = n - Math.max(largest(byGroup), largest(byClass));
  return { strength, chiSquared: n * phi2, df, support };
}
