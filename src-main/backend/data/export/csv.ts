import { valueText } from '#shared/encoding/index.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { quoted } from '#shared/text/csv-field.ts';
import { guarded } from '#shared/values/spreadsheet-guard.ts';
import type { TableWriter } from './table-writer.ts';

const newline = '\r\n';

/**
 * CSV (RFC 4180) in UTF-8, the header first. Text that a spreadsheet would take for a formula is guarded (OWASP ASVS
 * 1.2.10), which import undoes, and counted; numbers never change.
 */
export const writeCsv: TableWriter = function* (tables, table, rowsPerPart) {
  const { columns } = tables.info(table);
  let guards = 0;
  const harmless = (text: string): string => {
    const safe = guarded(text);
    if (safe !== text) guards += 1;
    return quoted(safe);
  };
  let rows = 0;
  let lines = [columns.map(({ name }) => harmless(name)).join(',')];
  const part = () => {
    const bytes = Buffer.from(lines.map((line) => line + newline).join(''));
    const made = { bytes, rows, guarded: guards };
    lines = [];
    guards = 0;
    return made;
  };
  for (const page of tables.scan(table, { batch: rowsPerPart })) {
    // A part is handed over once there is another: the last one is returned.
    if (rows > 0) yield part();
    rows += page.rows.length;
    for (const row of page.rows)
      lines.push(row.map((value, c) => written(value, columns[c]!, harmless)).join(','));
  }
  return part();
};

function written(value: CellValue, column: Column, harmless: (text: string) => string): string {
  if (value === null) return '';
  if (typeof value === 'string') return harmless(value);
  return column.type === 'boolean' ? harmless(valueText(value, column) ?? '') : String(value);
}
