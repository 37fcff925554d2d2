import { z } from 'zod';
import { fileFormatId } from '../../files/formats.ts';
import { numberFormat } from '../../values/number/number-format-schema.ts';
import { mask } from '../../privacy/mask.ts';
import { timeDecision, timeFormat } from '../../values/time/format.ts';
import { columnType, tableInfo } from '../table.ts';
import type { CellKindDefinition } from './value-type.ts';

export const sampleTable = z.enum([
  ...(['users', 'events', 'items', 'friends', 'searches', 'sessions'] as const),
  /** Tables of other fields of work, each on its own: `users` are their rows. */
  ...(['campaign', 'loans', 'appointments', 'students', 'accounts', 'stock', 'bookings'] as const),
]);

export const dataSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  /** A path on this machine; relative paths are taken from the notebook file (headless) or the workspace's folder. */
  z.object({ type: z.literal('file'), path: z.string(), name: z.string() }),
  z.object({
    type: z.literal('sample'),
    table: sampleTable.default('users'),
    users: z.number().int().min(1000).max(1_000_000).default(5000),
    variant: z.enum(['clean', 'messy']).default('clean'),
    seed: z.number().int().min(0).max(4294967295).default(1),
  }),
]);
export type DataSource = z.infer<typeof dataSource>;

export const textEncoding = z.enum([
  'auto',
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'latin1',
  'windows-1250',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
]);

export const parseOptions = z.object({
  /** jsonl and json: objects one a line, or in one list. negative: NCF's test lists, `(user,item)` and then items the user did not take, separated by tabs. */
  format: z.enum(['auto', ...fileFormatId.options]).default('auto'),
  /** JSON lines: a key that holds a list; each of its entries becomes a row beside the line's other keys. */
  rowsFrom: z.string().nullable().default(null),
  /** The sheet of a workbook, by its name; the first one that is shown and holds something where it is not given. */
  sheet: z.string().optional(),
  /** One or more characters (`::` for ratings.dat); `auto` looks at the file. */
  delimiter: z.string().min(1).default('auto'),
  /** Around fields that hold delimiters or line breaks; empty for none. */
  quote: z.union([z.literal('auto'), z.string().max(1)]).default('auto'),
  /** Beside a doubled quote: a backslash before a quote or delimiter makes it text. */
  escape: z.enum(['auto', '', '\\']).default('auto'),
  /** Lines before the header that are no part of the table. */
  skip: z.union([z.literal('auto'), z.number().int().min(0).max(1_000_000)]).default('auto'),
  /**
   * Lines that begin with this are no rows, and what follows it outside quotes is no part of one (but for colours such as
   * #ff0000); empty for none.
   */
  comment: z.string().max(4).default('auto'),
  header: z.union([z.literal('auto'), z.boolean()]).default('auto'),
  encoding: textEncoding.default('auto'),
  missing: z.array(z.string()).default(['', 'NA', '?']),
  /** Rows with too few or too many fields: an error naming the line, or the table widened and gaps missing (counted). */
  ragged: z.enum(['error', 'fix']).default('error'),
  /** Reads 03/04/2011 as day/month or month/day where it could be either. */
  dayFirst: z.union([z.literal('auto'), z.boolean()]).default('auto'),
  /** A value that does not fit its column's type: an error naming line and column, or missing (counted). */
  badValues: z.enum(['error', 'missing']).default('error'),
  /** The decimal mark of every column; decided column by column where it is not given. */
  decimal: z.enum(['.', ',']).optional(),
  /** Apostrophes before what a spreadsheet takes for a formula; by evidence where it is not given. */
  guard: z.enum(['keep', 'remove']).optional(),
});
export type ParseOptions = z.infer<typeof parseOptions>;

/** A choice about one source column, by position. Columns without one are taken as detected. */
export const columnChoice = z.object({
  index: z.number().int().min(0),
  name: z.string().nullable().default(null),
  type: columnType.nullable().default(null),
  /** How the times of a column chosen to be a date are written; null leaves it to the column. */
  time: timeFormat.nullable().optional(),
  skip: z.boolean().default(false),
  /** How this column's numbers are written; decided over the whole column where it is not given. */
  number: numberFormat.optional(),
  /** What stands for a missing value in this column, in place of the file's own list. */
  missing: z.array(z.string()).optional(),
  /** What becomes of its values before any is written: the workspace then never has them. */
  mask: mask.optional(),
});
export type ColumnChoice = z.infer<typeof columnChoice>;

export const importWarning = z.object({
  kind: z.enum([
    'ragged_fixed',
    'bad_value_missing',
    'duplicate_header',
    'empty_header',
    'mixed_encoding',
    'large_integer',
    'ambiguous_date',
    'date_order_clash',
    'zone_name',
    'infinite',
    'number_format',
    'number_ambiguous',
    'number_codes',
    'mark_missing',
    'mark_kept',
    'integer_limit',
    'cell_cut',
    'guard_removed',
    'guard_kept',
    'duration_seconds',
    'bytes_as_hex',
    'invalid_text',
    'lines_skipped',
    'comment_lines',
    /** Comments behind records, which are left out; `found` is the first. */
    'comment_tails',
    'stray_quote',
    'encoding_guessed',
    'error_cell',
    'formula_without_value',
    'merged_cells',
    'date_out_of_range',
    'number_as_text',
    /** The first line may be names, but was taken for a row. */
    'first_row_kept',
    /** A truth value is written in more than one way; the commonest stands for all. */
    'truth_spellings',
  ]),
  line: z.number().int().nullable(),
  column: z.string().nullable(),
  count: z.number().int(),
  /** What was found there, as it is written: a mark, or a number format's example. */
  found: z.string().optional(),
});
export type ImportWarning = z.infer<typeof importWarning>;

/** How a column's times were read. */
export const columnTime = z.object({ column: z.string(), decision: timeDecision });
export type ColumnTime = z.infer<typeof columnTime>;

/** Every table-producing cell has at least this in its output. */
export const tableOutput = z.object({ table: tableInfo });

export const data = {
  kind: 'data',
  version: 7,
  settings: z.object({
    source: dataSource.default({ type: 'none' }),
    options: parseOptions.prefault({}),
    columns: z.array(columnChoice).default([]),
  }),
  output: tableOutput.extend({
    bytes: z.number(),
    warnings: z.array(importWarning),
    times: z.array(columnTime).default([]),
    /** For sample tables with the label: what the best possible model could reach on it. */
    bestAchievable: z.object({ accuracy: z.number(), auc: z.number() }).nullable(),
    /** For sample searches: NDCG@10 of a ranking that knew what everybody meant, in expectation. */
    bestSearch: z.object({ ndcg: z.number() }).nullable().default(null),
    /** For sample sessions: ROC AUC of the exact probability of a purchase, after half of the events and after all. */
    bestIntent: z.object({ half: z.number(), end: z.number() }).nullable().default(null),
  }),
  produces: 'table',
  slots: [],
  cost: 'cheap',
  isUnset: ({ source }: { source: DataSource }) => source.type === 'none',
  queries: {},
} as const satisfies CellKindDefinition;
export type DataSettings = z.infer<typeof data.settings>;
export type DataOutput = z.infer<typeof data.output>;
