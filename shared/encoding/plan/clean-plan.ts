import { z } from 'zod';
import { cellValue, column, columnType } from '../../model/table.ts';
import { numberReading } from '../../values/number/number-format-schema.ts';
import { timeFormat } from '../../values/time/format.ts';

/** A condition on one value. Text is compared by code unit, which puts dates in order of time. */
const condition = z.discriminatedUnion('is', [
  z.object({ is: z.literal('present') }),
  z.object({ is: z.literal('missing') }),
  /** A number from `low` to `high`, null where there is no such bound. Anything that is no number holds. */
  z.object({ is: z.literal('within'), low: z.number().nullable(), high: z.number().nullable() }),
  /** A missing value is not equal to any other, and in no order with one. */
  z.object({
    is: z.enum(['equals', 'not_equals', 'less', 'at_most', 'greater', 'at_least']),
    value: cellValue,
  }),
]);
export type Condition = z.infer<typeof condition>;

/**
 * One fitted step of cleaning that needs nothing but the row itself: everything that was worked out over all rows (bounds,
 * means, formats) stands in it as a number or a format. Columns go by the name they have when the step's turn comes.
 */
export const planStep = z.discriminatedUnion('type', [
  /** Text is normalised in this order: NFKC, blanks collapsed, trimmed, case; text of which nothing is left is missing. */
  z.object({
    type: z.literal('text'),
    column: z.string(),
    normalise: z.boolean(),
    collapseSpaces: z.boolean(),
    trim: z.boolean(),
    case: z.enum(['keep', 'lower', 'upper']),
  }),
  /** Whole values, as the column stores them, by others; all at once, the first rule of a value counts. */
  z.object({
    type: z.literal('replace'),
    column: z.string(),
    values: z.array(z.object({ from: cellValue, to: cellValue })),
  }),
  /** Values read as another type; what cannot be read is missing. */
  z.object({
    type: z.literal('retype'),
    column: z.string(),
    from: columnType,
    to: columnType,
    /** From or to a boolean: what the column says for false and true. */
    words: column.shape.words,
    /** To a number: how texts write it. */
    number: numberReading,
    /** To a date: how it is written; null where the column had no value to tell it by, and nothing can be read. */
    time: timeFormat.nullable(),
  }),
  /** Numbers outside are moved to the nearest bound; null where there is no such bound. */
  z.object({
    type: z.literal('clip'),
    column: z.string(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  }),
  /** A new boolean column at the end: 1 where the value is missing, else 0. */
  z.object({ type: z.literal('indicator'), column: z.string(), as: z.string() }),
  /** What a missing value becomes. A whole-number column filled with a fraction becomes real. */
  z.object({ type: z.literal('fill'), column: z.string(), value: cellValue }),
  z.object({ type: z.literal('rename'), column: z.string(), to: z.string() }),
  z.object({ type: z.literal('drop'), columns: z.array(z.string()) }),
  /** Rows for which the condition does not hold left the table: the model has never seen one like it. */
  z.object({ type: z.literal('keep'), column: z.string(), condition }),
]);
export type PlanStep = z.infer<typeof planStep>;

/** Fitted cleaning as plain data: the columns of the rows that go in, in their order, and the steps in theirs. */
export const cleanPlan = z.object({ columns: z.array(column), steps: z.array(planStep) });
export type CleanPlan = z.infer<typeof cleanPlan>;
