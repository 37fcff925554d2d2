import { z } from 'zod';
import { rowPage, rowQuery, tableInfo, tableProfile } from '../model/table.ts';
import { base } from './base.ts';

export const tables = {
  info: base.input(z.object({ table: z.string() })).output(tableInfo),
  rows: base.input(rowQuery).output(rowPage),
  /** `label`: column name against which leakage is looked for. */
  profile: base
    .input(z.object({ table: z.string(), label: z.string().nullable() }))
    .output(tableProfile),
  /** Writes the whole table as CSV; formulas are made harmless (OWASP ASVS 1.2.10). Downloaded in parts. */
  exportCsv: base
    .input(
      z.object({
        table: z.string(),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(100_000),
      }),
    )
    .output(
      z.object({
        text: z.string(),
        done: z.boolean(),
        /** Texts with an apostrophe before what a spreadsheet would take for a formula; import takes it off. */
        guarded: z.number().int(),
      }),
    ),
  /** Writes the whole table as Parquet, a row group at a call: null begins, the download given back goes on. */
  exportParquet: base
    .input(z.object({ table: z.string(), download: z.string().nullable() }))
    .output(
      z.object({
        download: z.string(),
        base64: z.string(),
        rows: z.number().int(),
        done: z.boolean(),
      }),
    ),
};
