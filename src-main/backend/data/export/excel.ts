import { PortraitError } from '#shared/errors/index.ts';
import { valueText } from '#shared/encoding/index.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { dayMilliseconds, isStoredTime, storedTime } from '#shared/values/time/index.ts';
import { StreamedZip } from './streamed-zip.ts';
import type { TableWriter, WrittenPart } from './table-writer.ts';

/** What a sheet and its cells hold (Excel specifications and limits). */
const mostRows = 1_048_576;
const mostColumns = 16_384;
const mostCharacters = 32_767;
/** Cell styles below: 0 plain, then these. */
const dayStyle = 1;
const momentStyle = 2;
/** 1970-01-01 in days of the calendar that begins with 1900. */
const epoch = 25_569;
/** 1900-03-01: before it that calendar is a day off. */
const firstDay = 61;

/**
 * A workbook of one sheet, the names of the columns first. Numbers and truth values are themselves, dates serial numbers
 * of days where the calendar holds them (from March 1900 on, to the millisecond), else their text. Formulas do not arise:
 * text is text. @throws excel_too_many_rows, excel_too_many_columns, excel_text_too_long
 */
export const writeExcel: TableWriter = function* (tables, table, rowsPerPart) {
  const { columns, rows: total } = tables.info(table);
  if (total > mostRows - 1)
    throw new PortraitError('excel_too_many_rows', { rows: total, most: mostRows - 1 });
  if (columns.length > mostColumns)
    throw new PortraitError('excel_too_many_columns', {
      columns: columns.length,
      most: mostColumns,
    });
  const zip = new StreamedZip();
  let rows = 0;
  let waiting: Uint8Array[] = [
    ...Object.entries(around).map(([path, text]) => zip.file(path, xml + text)),
    zip.begin('xl/worksheets/sheet1.xml'),
    zip.text(`${xml}<worksheet xmlns="${main}/main"><sheetData>${header(columns)}`),
  ];
  const part = (): WrittenPart => {
    const made = { bytes: Buffer.concat(waiting), rows, guarded: 0 };
    waiting = [];
    return made;
  };
  for (const page of tables.scan(table, { batch: Math.min(rowsPerPart, 10_000) })) {
    waiting.push(zip.text(page.rows.map((row) => written(row, columns)).join('')));
    rows += page.rows.length;
    yield part();
  }
  waiting.push(zip.text('</sheetData></worksheet>'), zip.end(), zip.directory());
  return part();
};

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The files of a workbook beside its one sheet (ECMA-376 part 1, 12.2 and 18.8). */
const around: Record<string, string> = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  '_rels/.rels':
    `<Relationships xmlns="${relations}">` +
    `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml':
    `<workbook xmlns="${main}/main" xmlns:r="${office}">` +
    '<sheets><sheet name="Portrait" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    `<Relationships xmlns="${relations}">` +
    `<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml':
    `<styleSheet xmlns="${main}/main"><numFmts count="2">` +
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>' +
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
    '<fonts count="1"><font/></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">' +
    '<xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs>' +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
};

function header(columns: readonly Column[]): string {
  return `<row>${columns.map(({ name }) => textCell(name, name)).join('')}</row>`;
}

function written(row: readonly CellValue[], columns: readonly Column[]): string {
  const cells = columns.map((column, c) => cell(row[c] ?? null, column));
  return `<row>${cells.join('')}</row>`;
}

function cell(value: CellValue, column: Column): string {
  const { name, type } = column;
  if (value === null) return '<c/>';
  if (type === 'boolean') return truthCell(value, column);
  if (typeof value !== 'string') return `<c><v>${value}</v></c>`;
  return (type === 'date' && dateCell(value)) || textCell(value, name);
}

/** Excel's own truth values are called TRUE and FALSE; digits stay numbers, other words text. */
function truthCell(value: string | number, column: Column): string {
  const text = valueText(value, column) ?? '';
  if (/^(true|false)$/i.test(text)) return `<c t="b"><v>${value === 0 ? 0 : 1}</v></c>`;
  return /^[01]$/.test(text) ? `<c><v>${text}</v></c>` : textCell(text, column.name);
}

/** Undefined where the calendar has no number for it. */
function dateCell(text: string): string | undefined {
  const time = isStoredTime(text) ? storedTime(text) : null;
  if (time === null || /\.\d{4}/.test(text)) return undefined;
  const serial = time / dayMilliseconds + epoch;
  if (serial < firstDay) return undefined;
  return `<c s="${text.length === 10 ? dayStyle : momentStyle}"><v>${serial}</v></c>`;
}

function textCell(text: string, column: string): string {
  if (text.length > mostCharacters) {
    throw new PortraitError('excel_text_too_long', {
      ...{ column, length: text.length, most: mostCharacters },
    });
  }
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** What XML cannot hold, and text that reads like it, as _xHHHH_ (ECMA-376 part 1, 22.9.2.19). */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (control) =>
      /[\t\n]/.test(control) ? control : code(control),
    )
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, code)
    .replace(/[&<>]/g, (sign) => entities[sign]!);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function code(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
