import type { AnonymityOutput } from '#shared/model/cells/anonymity.ts';
import type { BaseClasses } from './base-classes.ts';
import type { CodedColumn } from './coded-columns.ts';
import { sizesOf, type Pace, type Partition } from './partition.ts';

const mostShown = 12;

/** The rows of the smallest classes below what is wanted, and what makes each of them stand out. */
export async function standingRows(
  base: BaseClasses,
  columns: readonly CodedColumn[],
  wanted: number,
  pace: Pace,
): Promise<AnonymityOutput['standing']> {
  const bySize = Array.from(
    { length: wanted },
    (): { row: number; own: number; size: number }[] => [],
  );
  for (const [row, own] of base.rows.of.entries()) {
    const size = base.sizes[own]!;
    if (size < wanted && bySize[size]!.length < mostShown)
      bySize[size]!.push({ row: row + 1, own, size });
  }
  const without: { part: Partition; sizes: Uint32Array }[] = [];
  for (const part of base.without) {
    await pace();
    without.push({ part, sizes: sizesOf(part, base.sizes) });
  }
  const rows = bySize.flat().slice(0, mostShown);
  return rows.map(({ row, own, size }) => ({
    ...{ row, size },
    values: columns.map(({ values, counts }, at) => {
      const code = base.codes[at]![own]!;
      return {
        value: values[code] ?? null,
        rows: counts[code]!,
        without: without[at]!.sizes[without[at]!.part.of[own]!]!,
      };
    }),
  }));
}
