import type { FeatureParts } from './feature-parts.ts';

/** Rows of one class, row-major [rows, width]. */
export type ClassRows = { x: Float32Array; width: number; rows: number };

/**
 * What one different category counts as, squared: the median deviation of the class's numbers (SMOTE-NC; Chawla et al. 2002,
 * section 6.1); 1 where there are no numbers.
 */
export function unitDistance({ x, width, rows }: ClassRows, { numbers }: FeatureParts): number {
  if (numbers.length === 0) return 1;
  const deviations = numbers
    .map((at) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += x[row * width + at]!;
      const mean = sum / rows;
      let squares = 0;
      for (let row = 0; row < rows; row++) squares += (x[row * width + at]! - mean) ** 2;
      return Math.sqrt(squares / rows);
    })
    .sort((a, b) => a - b);
  const middle = deviations.length / 2;
  const median = (deviations[Math.ceil(middle) - 1]! + deviations[Math.floor(middle)]!) / 2;
  return median ** 2;
}

/** Of each unit a number for each different value of it: [rows, units]. */
export function unitCodes(
  { x, width, rows }: ClassRows,
  { units }: FeatureParts,
): { codes: Int32Array; width: number } {
  const codes = new Int32Array(rows * units.length);
  units.forEach(({ first, length }, unit) => {
    const known = new Map<string, number>();
    for (let row = 0; row < rows; row++) {
      const at = row * width + first;
      const key = length === 1 ? String(x[at]) : x.subarray(at, at + length).join(' ');
      const code = known.get(key) ?? known.size;
      known.set(key, code);
      codes[row * units.length + unit] = code;
    }
  });
  return { codes, width: units.length };
}

/** The `count` nearest other rows of each row, the nearest first; of equals the first in order. */
export async function nearestRows(
  rows: ClassRows,
  parts: FeatureParts,
  count: number,
  pace: () => Promise<void>,
): Promise<Int32Array> {
  const { numbers } = parts;
  const wide = numbers.length;
  const values = new Float32Array(rows.rows * wide);
  for (let row = 0; row < rows.rows; row++)
    numbers.forEach((at, place) => {
      values[row * wide + place] = rows.x[row * rows.width + at]!;
    });
  const apart = unitDistance(rows, parts);
  const { codes, width: units } = unitCodes(rows, parts);
  const found = new Int32Array(rows.rows * count);
  const distances = new Float64Array(count);
  for (let row = 0; row < rows.rows; row++) {
    const first = row * count;
    let filled = 0;
    for (let other = 0; other < rows.rows; other++) {
      if (other === row) continue;
      const limit = filled < count ? Infinity : distances[count - 1]!;
      let distance = 0;
      for (let at = 0; at < wide; at++) {
        const difference = values[row * wide + at]! - values[other * wide + at]!;
        distance += difference * difference;
      }
      for (let at = 0; at < units && distance < limit; at++)
        if (codes[row * units + at] !== codes[other * units + at]) distance += apart;
      if (distance >= limit) continue;
      let place = filled < count ? filled++ : count - 1;
      for (; place > 0 && distances[place - 1]! > distance; place--) {
        distances[place] = distances[place - 1]!;
        found[first + place] = found[first + place - 1]!;
      }
      distances[place] = distance;
      found[first + place] = other;
    }
    await pace();
  }
  return found;
}
