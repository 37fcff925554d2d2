import type { Label } from './label.ts';

/**
 * How strongly one column alone goes with the label, 0 to 1. Numbers against two classes: 2 |AUC - 1/2|; numbers
 * against numbers: |Pearson's r|; numbers against classes or the other way round: the correlation ratio, corrected for
 * the number of groups (epsilon squared, Kelley 1935); classes against classes: Cramér's V, bias-corrected
 * (Bergsma 2013), so that an identifier scores nothing. A pattern of missing values counts as a column of its own.
 * `values` holds numbers, NaN where missing. Null where nothing can be said.
 */
export function numberAssociation(values: Float64Array, label: Label): number | null {
  if (label.kind === 'number') return correlation(values, label.values);
  const missing = missingAssociation((row) => values[row] !== values[row], label);
  const present = label.classes === 2 ? aucDistance(values, label.codes) : ratio(values, label);
  return strongest(missing, present);
}

/** As `numberAssociation`, for texts: `groups` gives each row's group, -1 where missing, of `count` groups. */
export function groupAssociation(groups: Int32Array, count: number, label: Label): number | null {
  if (label.kind === 'number') return correlationRatio(label.values, groups, count);
  const missing = missingAssociation((row) => groups[row] === -1, label);
  return strongest(missing, cramersV(groups, count, label.codes, label.classes));
}

function strongest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function missingAssociation(
  isMissing: (row: number) => boolean,
  label: Label & { kind: 'classes' },
): number | null {
  const groups = Int32Array.from(label.codes, (_, row) => (isMissing(row) ? 1 : 0));
  return cramersV(groups, 2, label.codes, label.classes);
}

/** 2 |AUC - 1/2| by ranks, ties counted half. */
function aucDistance(values: Float64Array, codes: Int8Array): number | null {
  const all = Uint32Array.from(values, (_, row) => row);
  const rows = all.filter((row) => values[row] === values[row] && codes[row]! >= 0);
  rows.sort((a, b) => values[a]! - values[b]!);
  let [rankSum, positives] = [0, 0];
  for (let from = 0; from < rows.length;) {
    let to = from;
    let tied = 0;
    while (to < rows.length && values[rows[to]!] === values[rows[from]!]) {
      tied += codes[rows[to]!] === 1 ? 1 : 0;
      to += 1;
    }
    rankSum += (tied * (from + 1 + to)) / 2;
    positives += tied;
    from = to;
  }
  const negatives = rows.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const auc = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
  return 2 * Math.abs(auc - 0.5);
}

function ratio(values: Float64Array, label: Label & { kind: 'classes' }): number | null {
  return correlationRatio(values, Int32Array.from(label.codes), label.classes);
}

function correlation(x: Float64Array, y: Float64Array): number | null {
  let [n, mx, my, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < x.length; row += 1) {
    const [a, b] = [x[row]!, y[row]!];
    if (a !== a || b !== b) continue;
    n += 1;
    const [dx, dy] = [a - mx, b - my];
    mx += dx / n;
    my += dy / n;
    sxx += dx * (a - mx);
    syy += dy * (b - my);
    sxy += dx * (b - my);
  }
  return sxx > 0 && syy > 0 ? Math.min(1, Math.abs(sxy) / Math.sqrt(sxx * syy)) : null;
}

function correlationRatio(values: Float64Array, groups: Int32Array, count: number): number | null {
  const sums = new Float64Array(count);
  const counts = new Float64Array(count);
  let [n, mean, total] = [0, 0, 0];
  for (let row = 0; row < values.length; row += 1) {
    const [value, group] = [values[row]!, groups[row]!];
    if (value !== value || group < 0) continue;
    n += 1;
    const delta = value - mean;
    mean += delta / n;
    total += delta * (value - mean);
    sums[group]! += value;
    counts[group]! += 1;
  }
  const used = counts.reduce((sum, size) => sum + (size > 0 ? 1 : 0), 0);
  if (!(total > 0) || used < 2 || n <= used) return null;
  let between = 0;
  for (let g = 0; g < count; g += 1) {
    if (counts[g]! > 0) between += counts[g]! * (sums[g]! / counts[g]! - mean) ** 2;
  }
  const unexplained = ((1 - between / total) * (n - 1)) / (n - used);
  return Math.sqrt(Math.max(0, 1 - unexplained));
}

function cramersV(
  groups: Int32Array,
  count: number,
  codes: Int8Array,
  classes: number,
): number | null {
  const table = new Float64Array(count * classes);
  const byGroup = new Float64Array(count);
  const byClass = new Float64Array(classes);
  let n = 0;
  for (let row = 0; row < groups.length; row += 1) {
    const [group, code] = [groups[row]!, codes[row]!];
    if (group < 0 || code < 0) continue;
    n += 1;
    table[group * classes + code]! += 1;
    byGroup[group]! += 1;
    byClass[code]! += 1;
  }
  const k = byGroup.reduce((sum, size) => sum + (size > 0 ? 1 : 0), 0);
  const r = byClass.reduce((sum, size) => sum + (size > 0 ? 1 : 0), 0);
  if (k < 2 || r < 2 || n < 2) return null;
  let phi2 = -1;
  for (let g = 0; g < count; g += 1) {
    for (let c = 0; c < classes; c += 1) {
      const cell = table[g * classes + c]!;
      if (cell > 0) phi2 += (cell * cell) / (byGroup[g]! * byClass[c]!);
    }
  }
  const corrected = Math.max(0, phi2 - ((k - 1) * (r - 1)) / (n - 1));
  const kFair = k - (k - 1) ** 2 / (n - 1);
  const rFair = r - (r - 1) ** 2 / (n - 1);
  const most = Math.min(kFair, rFair) - 1;
  return most > 0 ? Math.min(1, Math.sqrt(corrected / most)) : 0;
}
