import type { AnonymityOutput } from '#shared/model/cells/anonymity.ts';
import type { BaseClasses } from './base-classes.ts';
import type { CodedColumn } from './coded-columns.ts';
import { sizesOf } from './partition.ts';

const mostShown = 12;

/** The rows of the smallest classes below what is wanted, and what makes each of them stand out. */
export function standingRows(
  base: BaseClasses,
  columns: readonly CodedColumn[],
  wanted: number,
): AnonymityOutput['standing'] {
  const rows: { row: number; own: number; size: number }[] = [];
  for (let size = 1; size < wanted && rows.length < mostShown; size += 1)
    for (let row = 0; row < base.rows.of.length && rows.length < mostShown; row += 1) {
      const own = base.rows.of[row]!;
      if (base.sizes[own] === size) rows.push({ row: row + 1, own, size });
    }
  const without = base.without.map((part) => ({ part, sizes: sizesOf(part, base.sizes) }));
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
