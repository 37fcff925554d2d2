import { z } from 'zod';

/** Bounds that are known without looking at the data: values outside count as the nearer one. */
const bounded = { column: z.string(), low: z.number(), high: z.number() };

/** What is asked of a table. Missing values count for nothing but rows. */
export const question = z.discriminatedUnion('type', [
  z.object({ type: z.literal('count') }),
  z.object({ type: z.literal('sum'), ...bounded }),
  z.object({ type: z.literal('mean'), ...bounded }),
  z.object({
    ...{ type: z.literal('quantiles'), ...bounded },
    /** Shares of the rows below, 0 to 1. */
    at: z.array(z.number().min(0).max(1)).min(1).max(20).default([0.25, 0.5, 0.75]),
  }),
  /** Rows by `bins` intervals of equal width. */
  z.object({
    ...{ type: z.literal('histogram'), ...bounded },
    bins: z.number().int().min(2).max(100).default(10),
  }),
]);
export type Question = z.infer<typeof question>;

/** Who is hidden: one row, or all rows of one person. */
export const privacyUnit = z.enum(['row', 'person']);
export type PrivacyUnit = z.infer<typeof privacyUnit>;

/** Numbers drawn for a question, each of which takes an equal part of epsilon. */
export function partsOf(one: Question): number {
  if (one.type === 'mean') return 2;
  return one.type === 'quantiles' ? one.at.length : 1;
}

/** Sums are taken in whole multiples of the larger bound divided by this. */
export const sumSteps = 2 ** 20;
/** Values that a quantile may be: so many steps from one bound to the other. */
export const quantileSteps = 1000;
