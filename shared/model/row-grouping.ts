import { z } from 'zod';
import { cellValue, column } from './table.ts';

/** Stretches of time in UTC; the last two put the same day of each week, the same hour of each day together. */
export const timeStretch = z.enum([
  ...(['hour', 'day', 'week', 'month', 'quarter', 'year', 'weekday', 'day_hour'] as const),
]);
export type TimeStretch = z.infer<typeof timeStretch>;

/**
 * Rows that are drawn as one. `range`: from `from` to below `to` (the last one includes it), epoch milliseconds where the
 * column is a date; `time`: the stretch that begins at `from`; `place`: 1 to 7 from Monday, or hours 0 to 23.
 */
const rowGroup = z.discriminatedUnion('type', [
  z.object({ type: z.literal('value'), value: cellValue }),
  z.object({ type: z.literal('range'), from: z.number(), to: z.number() }),
  z.object({ type: z.literal('time'), from: z.number() }),
  z.object({ type: z.literal('place'), place: z.number().int() }),
  z.object({ type: z.literal('missing') }),
  /** All values that have no group of their own, and how many they are. */
  z.object({ type: z.literal('other'), values: z.number().int() }),
]);
export type RowGroup = z.infer<typeof rowGroup>;

/** The groups of rows that a column makes. */
export const rowGrouping = z.object({
  column,
  /** Stretch of time of the groups, where they are such. */
  unit: timeStretch.nullable(),
  /** In the order they are drawn; empty where every row has its own place. */
  groups: z.array(rowGroup),
});
export type RowGrouping = z.infer<typeof rowGrouping>;
