import { z } from 'zod';
import type { CellValue } from '../../model/table.ts';
import { bandOf, edge, periodOf, prefixOf } from '../generalise.ts';

/** How finely a column is shown, from `exact` to `none`, which leaves the column out. */
export const level = z.discriminatedUnion('type', [
  z.object({ type: z.literal('exact') }),
  /** Bands of this width, aligned at 0, between `from` and `to`; what is below or above is one band each. */
  z.object({
    type: z.literal('band'),
    width: z.number().positive(),
    from: z.number(),
    to: z.number(),
    /** Whether the column holds whole numbers, so that a band can be written by its first and last. */
    whole: z.boolean(),
  }),
  z.object({ type: z.literal('prefix'), keep: z.number().int().min(1) }),
  z.object({ type: z.literal('period'), unit: z.enum(['month', 'quarter', 'year', 'decade']) }),
  /** The most frequent values; all others become `*`. */
  z.object({ type: z.literal('common'), keep: z.number().int().min(1) }),
  z.object({ type: z.literal('none') }),
]);
export type Level = z.infer<typeof level>;

export const otherValues = '*';

/**
 * What a level makes of a value. A missing value stays missing but where the column is left out, or where it is not among
 * the values that stay (`common`: the values in order of frequency).
 */
export function generalised(
  level: Level,
  value: CellValue,
  common: ReadonlySet<CellValue>,
): CellValue {
  if (level.type === 'exact') return value;
  if (level.type === 'none') return null;
  if (level.type === 'common') {
    if (!common.has(value)) return otherValues;
    return value === null ? null : String(value);
  }
  if (value === null) return null;
  switch (level.type) {
    case 'band':
      return typeof value === 'number' ? band(value, level) : value;
    case 'prefix':
      return prefixOf(String(value), level.keep);
    case 'period':
      return level.unit === 'decade'
        ? `${String(value).slice(0, 3)}0s`
        : periodOf(String(value), level.unit);
  }
}

function band(value: number, { width, from, to, whole }: Extract<Level, { type: 'band' }>): string {
  if (value < from) return `<${edge(from)}`;
  if (value >= to) return `≥${edge(to)}`;
  const start = Math.floor(value / width) * width;
  return whole ? `${edge(start)}–${edge(start + width - 1)}` : bandOf(value, width);
}
