import { tableId } from './ids.ts';
import { z } from 'zod';

/**
 * `date` is ISO 8601 text (`2011-11-02` or `2011-11-02 12:20:00`), `boolean` is 0 or 1, `category` is text with few
 * values, `text` is anything else. Missing is always null.
 */
export const columnType = z.enum(['text', 'integer', 'real', 'boolean', 'date', 'category']);
export type ColumnType = z.infer<typeof columnType>;

/** What a boolean column says for false and for true, as its file writes them. Without: FALSE and TRUE. */
const truthWords = z.tuple([z.string(), z.string()]);
export type TruthWords = z.infer<typeof truthWords>;

/** What a column's values are, whatever it is called. */
export const valueKind = z.object({ type: columnType, words: truthWords.optional() });
export type ValueKind = z.infer<typeof valueKind>;

export const column = z.object({ name: z.string(), ...valueKind.shape });
export type Column = z.infer<typeof column>;

export const cellValue = z.union([z.string(), z.number(), z.null()]);
export type CellValue = z.infer<typeof cellValue>;

/** A table stored in the workspace. Columns are known by position; names are free text and may be anything. */
export const tableInfo = z.object({
  id: tableId,
  columns: z.array(column),
  rows: z.number().int().min(0),
  /** True for everything that comes from the sample shop; shown wherever the table appears. */
  synthetic: z.boolean(),
});
export type TableInfo = z.infer<typeof tableInfo>;

export const sortOrder = z.object({ column: z.number().int(), descending: z.boolean() });
export const rowFilter = z.discriminatedUnion('type', [
  z.object({ type: z.literal('contains'), column: z.number().int(), text: z.string() }),
  z.object({ type: z.literal('equals'), column: z.number().int(), value: cellValue }),
  z.object({
    type: z.literal('range'),
    column: z.number().int(),
    from: z.union([z.number(), z.string()]).nullable(),
    to: z.union([z.number(), z.string()]).nullable(),
  }),
  z.object({ type: z.literal('missing'), column: z.number().int(), missing: z.boolean() }),
]);
export type RowFilter = z.infer<typeof rowFilter>;

export const rowQuery = z.object({
  table: tableId,
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(1000),
  sort: z.array(sortOrder).default([]),
  filters: z.array(rowFilter).default([]),
  /** Searched in every column. */
  search: z.string().default(''),
});
export type RowQuery = z.infer<typeof rowQuery>;

export const rowPage = z.object({
  /** Rows that match, over all pages. */
  total: z.number().int(),
  /** 1-based row numbers in the stored table, so a row can be followed. */
  numbers: z.array(z.number().int()),
  rows: z.array(z.array(cellValue)),
});
export type RowPage = z.infer<typeof rowPage>;

export const columnSummary = z.object({
  column,
  missing: z.number().int(),
  distinct: z.number().int(),
  /** Numbers and dates (as epoch milliseconds): histogram, and quantiles at 0, .05, .25, .5, .75, .95, 1. */
  histogram: z.object({ edges: z.array(z.number()), counts: z.array(z.number()) }).nullable(),
  quantiles: z.array(z.number()).nullable(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  /** Most frequent values of text, categories and booleans. */
  top: z.array(z.object({ value: cellValue, count: z.number().int() })),
  flags: z.array(z.enum(['constant', 'identifier', 'all_missing', 'mostly_missing', 'leakage'])),
  /** Strength of association with the label where one is given: ROC AUC distance from .5 doubled, or |r|. */
  labelAssociation: z.number().nullable(),
});
export type ColumnSummary = z.infer<typeof columnSummary>;
export const tableSummary = z.object({ table: tableInfo, columns: z.array(columnSummary) });
export type TableSummary = z.infer<typeof tableSummary>;
