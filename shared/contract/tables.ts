import { tableId } from '../model/ids.ts';
import { z } from 'zod';
import { tableFormatId, tablePart } from '../files/table-formats.ts';
import { rowPage, rowQuery, tableInfo, tableSummary } from '../model/table.ts';
import { forAnalyst } from './base.ts';

export const tables = {
  info: forAnalyst.input(z.object({ table: tableId })).output(tableInfo),
  rows: forAnalyst.input(rowQuery).output(rowPage),
  /** `label`: column name against which leakage is looked for. */
  summary: forAnalyst
    .input(z.object({ table: tableId, label: z.string().nullable() }))
    .output(tableSummary),
  /** The whole table as a file, a part at a call: null begins, the download given back goes on. */
  export: forAnalyst
    .input(z.object({ table: tableId, format: tableFormatId, download: z.string().nullable() }))
    .output(tablePart),
};
