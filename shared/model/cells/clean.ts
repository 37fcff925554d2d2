import { z } from 'zod';
import { cleanPlan } from '../../encoding/plan/clean-plan.ts';
import { numberFormat, numberReading } from '../../values/number/number-format-schema.ts';
import { timeDecision, timeFormat } from '../../values/time/format.ts';
import { columnType, cellValue } from '../table.ts';
import { tableOutput } from './data.ts';
import type { CellKindDefinition } from './value-type.ts';

const columns = z.array(z.string());

export const aggregation = z.discriminatedUnion('function', [
  z.object({ function: z.literal('count'), as: z.string() }),
  z.object({ function: z.literal('sum'), column: z.string(), as: z.string() }),
  z.object({ function: z.literal('mean'), column: z.string(), as: z.string() }),
  z.object({ function: z.literal('min'), column: z.string(), as: z.string() }),
  z.object({ function: z.literal('max'), column: z.string(), as: z.string() }),
  z.object({ function: z.literal('distinct'), column: z.string(), as: z.string() }),
  /** Most frequent value; ties by the smaller value. */
  z.object({ function: z.literal('top'), column: z.string(), as: z.string() }),
  /** Days from the last event to the latest event of the table. */
  z.object({ function: z.literal('recency'), column: z.string(), as: z.string() }),
]);

/** Steps run in order, each on the result of the one before. */
export const cleanStep = z.discriminatedUnion('type', [
  /** No keys: whole rows. */
  z.object({
    type: z.literal('duplicates'),
    keys: columns,
    keep: z.enum(['first', 'last']).default('first'),
  }),
  z.object({
    type: z.literal('missing'),
    column: z.string(),
    fill: z.enum(['drop_row', 'mean', 'median', 'mode', 'constant']),
    value: cellValue.default(null),
    /** Adds a boolean column `NAME missing`. */
    indicator: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('outliers'),
    column: z.string(),
    /** iqr: outside the quartiles by factor * IQR (Tukey, 1.5); zscore: further than factor deviations from the mean. */
    rule: z.enum(['iqr', 'zscore']),
    factor: z.number().positive().default(1.5),
    action: z.enum(['clip', 'drop']),
  }),
  z.object({
    type: z.literal('text'),
    column: z.string(),
    trim: z.boolean().default(true),
    case: z.enum(['keep', 'lower', 'upper']).default('keep'),
    /** Unicode NFKC: full-width to half-width, composed forms. */
    normalise: z.boolean().default(true),
    collapseSpaces: z.boolean().default(true),
  }),
  /** Whole values of a column by others: spellings brought together, codes spelled out; null makes them missing. */
  z.object({
    type: z.literal('replace'),
    column: z.string(),
    values: z.array(z.object({ from: cellValue, to: cellValue })).default([]),
  }),
  z.object({
    type: z.literal('retype'),
    column: z.string(),
    to: columnType,
    /** How its numbers are written; decided over the whole column where it is not given. */
    number: numberFormat.optional(),
    /** To a date: how its times are written; null leaves it to the column. */
    time: timeFormat.nullable().optional(),
  }),
  z.object({ type: z.literal('drop_columns'), columns }),
  z.object({ type: z.literal('rename'), column: z.string(), to: z.string() }),
  z.object({
    type: z.literal('filter'),
    column: z.string(),
    compare: z.enum([
      'equals',
      'not_equals',
      'less',
      'at_most',
      'greater',
      'at_least',
      'present',
      'missing',
    ]),
    value: cellValue.default(null),
  }),
  /** Joins the `index`-th cell of slot `others`; column names that clash get the cell's name in front. */
  z.object({
    type: z.literal('join'),
    index: z.number().int().min(0),
    key: z.string(),
    otherKey: z.string(),
    how: z.enum(['left', 'inner']).default('left'),
  }),
  z.object({
    type: z.literal('aggregate'),
    /** One row per value of this column. */
    by: z.string(),
    /** Only events within this many days of the latest one; null for all. */
    time: z.string().nullable().default(null),
    windowDays: z.number().positive().nullable().default(null),
    columns: z.array(aggregation),
  }),
]);
export type CleanStep = z.infer<typeof cleanStep>;

export const cleanStepReport = z.object({
  rowsBefore: z.number().int(),
  rowsAfter: z.number().int(),
  columnsBefore: z.number().int(),
  columnsAfter: z.number().int(),
  cellsChanged: z.number().int(),
  /** Up to five changed values, with the row number they came from. */
  examples: z.array(
    z.object({ row: z.number().int(), column: z.string(), before: cellValue, after: cellValue }),
  ),
  /** Joins: rows with and without a partner, other rows never used, keys that occur more than once on the other side. */
  matches: z
    .object({
      matched: z.number().int(),
      unmatched: z.number().int(),
      unused: z.number().int(),
      repeatedKeys: z.number().int(),
    })
    .nullable(),
  /** Aggregations: rows that belong to nobody, and so to no row of the result. */
  withoutKey: z.number().int().default(0),
  /** Texts read as numbers: how they are written. */
  reading: numberReading.nullable().default(null),
  /** Values that could not be read as the new type and are missing now, with up to three of them. */
  unread: z
    .object({ count: z.number().int(), examples: z.array(z.string()) })
    .default({ count: 0, examples: [] }),
  /** Retyping to a date: how the column was read. */
  time: timeDecision.nullable().default(null),
});
export type CleanStepReport = z.infer<typeof cleanStepReport>;

/** What of the cleaning can be done to one row alone, fitted and ready to be applied anywhere. */
export const rowPlan = cleanPlan.extend({
  /** The last step, by position, that needed more than one row: the plan's columns are those it left. Null: those of the cell's table. */
  after: z
    .object({ step: z.number().int().min(0), type: z.enum(['join', 'aggregate']) })
    .nullable(),
  /** Steps behind it that decided which rows there are by looking at others, and changed no value. */
  passed: z.array(z.enum(['duplicates'])),
});
export type RowPlan = z.infer<typeof rowPlan>;

export const clean = {
  kind: 'clean',
  version: 4,
  settings: z.object({ steps: z.array(cleanStep).default([]) }),
  output: tableOutput.extend({
    steps: z.array(cleanStepReport),
    /** Null in results of before there were plans. */
    plan: rowPlan.nullable().default(null),
  }),
  produces: 'table',
  slots: [
    { name: 'table', accepts: ['table'], many: false, optional: false },
    { name: 'others', accepts: ['table'], many: true, optional: true },
  ],
  cost: 'cheap',
  usesInputNames: true,
  queries: {},
} as const satisfies CellKindDefinition;
export type CleanOutput = z.infer<typeof clean.output>;
