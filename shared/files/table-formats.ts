import { z } from 'zod';

/**
 * What a table is saved as. Each has a writer of its id in `src-main/backend/data/export`; `bounded`: a large table does not
 * go into one.
 */
export const tableFormats = [
  { id: 'csv', name: 'CSV', mime: 'text/csv;charset=utf-8' },
  { id: 'parquet', name: 'Parquet', mime: 'application/vnd.apache.parquet' },
  {
    id: 'xlsx',
    name: 'Excel',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bounded: true,
  },
] as const;
export type TableFormat = (typeof tableFormats)[number];

/** The id is the file's extension too. */
export const tableFormatId = z.enum(tableFormats.map(({ id }) => id));
export type TableFormatId = z.infer<typeof tableFormatId>;

/** A piece of a file; pieces follow one another byte by byte. */
export const tablePart = z.object({
  download: z.string(),
  base64: z.string(),
  /** Rows written so far. */
  rows: z.number().int(),
  /** Texts of this part with an apostrophe before what a spreadsheet would take for a formula; import takes it off. */
  guarded: z.number().int(),
  done: z.boolean(),
});
