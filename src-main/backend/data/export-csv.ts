import Papa from 'papaparse';
import type { CellValue, Column } from '#shared/model/table.ts';
import { guarded } from '#shared/values/spreadsheet-guard.ts';
import type { TableStore } from '../storage/index.ts';

const newline = '\r\n';

/**
 * Rows `offset` to `offset + limit` of a table as CSV (RFC 4180), the header before the first. Text that a spreadsheet
 * would take for a formula is guarded (OWASP ASVS 1.2.10), which import undoes, and counted; numbers never change.
 */
export function exportCsv(
  tables: TableStore,
  id: string,
  offset: number,
  limit: number,
): { text: string; done: boolean; guarded: number } {
  const { columns, rows } = tables.info(id);
  let guards = 0;
  const harmless = (text: string): string => {
    const safe = guarded(text);
    if (safe !== text) guards += 1;
    return safe;
  };
  const lines: CellValue[][] = offset === 0 ? [columns.map(({ name }) => harmless(name))] : [];
  const last = Math.min(rows, offset + limit);
  for (let first = offset; first < last; first += 1000) {
    const page = tables.page({
      ...{ table: id, sort: [], filters: [], search: '' },
      offset: first,
      limit: Math.min(1000, last - first),
    });
    for (const row of page.rows)
      lines.push(row.map((value, c) => written(value, columns[c]!, harmless)));
  }
  const text = lines.length > 0 ? Papa.unparse(lines, { newline }) + newline : '';
  return { text, done: last >= rows, guarded: guards };
}

function written(value: CellValue, column: Column, harmless: (text: string) => string): CellValue {
  if (column.type === 'boolean' && typeof value === 'number') return value === 0 ? 'FALSE' : 'TRUE';
  return typeof value === 'string' ? harmless(value) : value;
}
