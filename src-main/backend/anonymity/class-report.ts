import type { AnonymityReport } from '#shared/model/cells/anonymity.ts';
import type { CodedColumn } from './coded-columns.ts';
import { diversity } from './diversity.ts';
import { sizesOf, type Pace, type Partition } from './partition.ts';

/** Sizes from which a bar of the chart begins. */
const bars = [1, 2, 3, 5, 10, 20, 50, 100, 1000];

/** How well people are hidden in these classes of rows; groups below `wanted` are counted. */
export async function classReport(
  classes: Partition,
  sensitive: readonly CodedColumn[],
  wanted: number,
  pace: Pace,
): Promise<AnonymityReport> {
  const rows = classes.of.length;
  const sizes = sizesOf(classes);
  const told: AnonymityReport = {
    ...{ rows, k: 0, classes: rows === 0 ? 0 : classes.count, unique: 0, below: 0, largest: 0 },
    sizes: bars
      .map((from, at) => ({ from, to: (bars[at + 1] ?? Infinity) - 1, classes: 0, rows: 0 }))
      .map((bar) => ({ ...bar, to: Number.isFinite(bar.to) ? bar.to : null })),
    sensitive: [],
  };
  if (rows === 0) return told;
  let least = rows;
  for (const size of sizes) {
    least = Math.min(least, size);
    told.largest = Math.max(told.largest, size);
    if (size === 1) told.unique += 1;
    if (size < wanted) told.below += size;
    const bar = told.sizes[bars.findLastIndex((from) => size >= from)]!;
    bar.classes += 1;
    bar.rows += size;
  }
  told.k = least;
  for (const { name, part, ordered } of sensitive) {
    await pace();
    const found = await diversity(classes, { ...part, ordered }, pace);
    told.sensitive.push({ column: name, ordered, ...found });
  }
  return told;
}
