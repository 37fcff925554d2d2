import { z } from 'zod';

/** How much a score loses when a column's values are shuffled among the rows, with a 95% interval. */
const columnImportance = z.object({
  column: z.string(),
  mean: z.number(),
  /** Standard deviation over the shuffles. */
  deviation: z.number(),
  /** Null where there are too few repeats. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type ColumnImportance = z.infer<typeof columnImportance>;

export const importanceResult = z.object({
  metric: z.enum(['rocAuc', 'accuracy', 'r2']),
  /** Of the rows as they are; null where the metric has no value on them (one class alone). */
  score: z.number().nullable(),
  rows: z.number().int(),
  /** Largest first. */
  columns: z.array(columnImportance),
});
export type ImportanceResult = z.infer<typeof importanceResult>;
