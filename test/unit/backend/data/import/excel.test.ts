import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { CellValue } from '#shared/model/table.ts';
import { importBench } from '../../../../support/import-text.ts';

const bench = importBench();
afterAll(() => bench.close());

const file = (name: string): URL => new URL(`../../../../golden/excel/${name}`, import.meta.url);
const odd = readFileSync(file('odd.xlsx'));
/** What openpyxl reads of each sheet, row by row; times, lengths of time and errors as tables store them. */
const readByOpenpyxl = (name: string): Record<string, CellValue[][]> =>
  JSON.parse(readFileSync(file(`${name}.json`), 'utf8')) as Record<string, CellValue[][]>;
const expected = readByOpenpyxl('odd');

/** A sheet's rows below `above` of them, those with nothing in them left out, and its columns from `left` on. */
function rowsOf(rows: CellValue[][], { above = 1, left = 0 } = {}): CellValue[][] {
  return rows
    .slice(above)
    .map((row) => row.slice(left))
    .filter((row) => row.some((value) => value !== null));
}

const load = (sheet: string, columns = {}) =>
  bench.load(odd, { name: 'odd.xlsx', options: { sheet }, ...columns });

describe('import of Excel workbooks', () => {
  it.each([
    ['plain', ['integer', 'real', 'text', 'boolean']],
    ['days', ['date', 'integer']],
    ['moments', ['date', 'integer']],
    ['early days', ['date', 'integer']],
    ['times of day', ['text', 'integer']],
    ['lengths of time', ['real', 'integer']],
    ['date formats', ['date', 'date', 'date', 'integer', 'integer']],
    ['errors', ['integer', 'integer']],
    ['merged', ['text', 'text', 'integer']],
    ['gaps', ['integer', 'integer', 'text']],
    ['duplicate names', ['integer', 'integer', 'integer', 'integer']],
    ['late column', ['integer', 'integer', 'text']],
    ['spaces', ['text', 'integer']],
    ['formulas', ['integer', 'integer', 'text']],
    ['never calculated', ['integer', 'integer']],
    ['rich text', ['text', 'integer']],
    ['no places', ['integer', 'text']],
    ['prefixed', ['integer', 'text']],
    ['truth and numbers', ['boolean', 'real']],
    ['hidden', ['integer', 'text']],
  ])('reads the sheet “%s” as openpyxl does', async (sheet, types) => {
    const { rows, types: found } = await load(sheet);
    expect(rows).toEqual(rowsOf(expected[sheet]!));
    expect(found).toEqual(types);
  });

  it('leaves out a title above the table, and columns beside it', async () => {
    const { rows, names, warnings } = await load('title above');
    expect(names).toEqual(['region', 'sales', 'share']);
    expect(rows).toEqual(rowsOf(expected['title above']!, { above: 3, left: 1 }));
    expect(warnings).toContainEqual({ kind: 'lines_skipped', line: 1, column: null, count: 1 });
  });

  it('reads a sheet without names, and one whose names stand twice', async () => {
    const { rows, names } = await load('no header');
    expect(names).toEqual(['column 1', 'column 2', 'column 3']);
    expect(rows).toEqual(rowsOf(expected['no header']!, { above: 0 }));
    expect((await load('duplicate names')).names).toEqual(['a', 'a 2', 'column 3', 'b']);
  });

  it('keeps numbers stored as text, tells them, and reads them as numbers where that is chosen', async () => {
    const { rows, warnings } = await load('numbers as text');
    expect(rows).toEqual(rowsOf(expected['numbers as text']!));
    expect(warnings).toEqual([
      { kind: 'number_as_text', line: 2, column: 'code', count: 3 },
      { kind: 'number_as_text', line: 3, column: 'mixed', count: 1 },
    ]);
    const chosen = await load('numbers as text', { columns: [{ type: 'integer' }] });
    expect(chosen.rows.map(([code]) => code)).toEqual([12, 340, 7]);
  });

  it('tells what it let pass: errors, formulas without a value, merged cells', async () => {
    expect((await load('errors')).warnings).toEqual([
      ...['#N/A', '#DIV/0!', '#REF!'].map((found, k) => ({
        ...{ kind: 'error_cell', line: [2, 3, 5][k], column: ['x', 'y', 'x'][k], count: 1, found },
      })),
    ]);
    expect((await load('never calculated')).warnings).toEqual([
      { kind: 'formula_without_value', line: 2, column: 'double', count: 1 },
    ]);
    expect((await load('merged')).warnings).toMatchObject([{ kind: 'merged_cells', count: 1 }]);
  });

  it('counts from 1904 where the workbook does', async () => {
    const { rows } = await bench.load(readFileSync(file('calendar-1904.xlsx')));
    expect(rows).toEqual(rowsOf(readByOpenpyxl('calendar-1904')['Sheet']!));
  });

  it('lists the sheets, and shows the first that holds something', async () => {
    const { detected, rows } = await bench.preview(odd, {}, 2);
    expect(detected).toMatchObject({ format: 'excel', sheet: 'plain', header: true, skip: 0 });
    expect(detected.sheets).toEqual(Object.keys(expected));
    expect(rows).toEqual(rowsOf(expected['plain']!).slice(0, 2));
  });

  it('says which sheets there are where the one asked for is not, and where one is empty', async () => {
    await expect(load('Plain')).rejects.toMatchObject({
      ...{ code: 'excel_sheet_missing', params: { sheet: 'Plain' } },
    });
    await expect(load('empty')).rejects.toMatchObject({ code: 'excel_no_rows' });
  });
});

describe('broken and hostile workbooks', () => {
  it.each([0.2, 0.5, 0.9, 0.999])('tells damage where %f of a file is there', async (share) => {
    const cut = odd.subarray(0, Math.floor(odd.length * share));
    await expect(bench.load(cut)).rejects.toMatchObject({ code: 'file_excel' });
  });

  it('reads what was put in it or tells damage, whatever byte is wrong', async () => {
    for (let at = 5; at < odd.length; at += Math.floor(odd.length / 12)) {
      const broken = Buffer.from(odd);
      broken[at] = broken[at]! ^ 0xff;
      const found = await bench.load(broken, { options: { sheet: 'plain' } }).then(
        ({ rows }) => rows,
        ({ code }: { code?: string }) => code,
      );
      const told = ['file_excel', 'excel_sheet_missing', 'excel_no_rows', 'file_not_workbook'];
      if (typeof found === 'string') expect(told).toContain(found);
      else expect(found).toEqual(rowsOf(expected['plain']!));
    }
  }, 240_000);

  it('is no workbook: another ZIP archive', async () => {
    await expect(bench.load(archive({ 'content.xml': '<a/>' }))).rejects.toMatchObject({
      ...{ code: 'file_not_workbook', params: { found: 'ods' } },
    });
  });

  it('does not unpack what grows without end', async () => {
    const zeros = '<row><c/></row>'.repeat(3_000_000);
    await expect(bench.load(archive(workbook(zeros)))).rejects.toMatchObject({
      code: 'file_expands',
    });
  });

  it('resolves no entities of the document', async () => {
    const doctype = '<!DOCTYPE a [<!ENTITY big "ha"><!ENTITY bigger "&big;&big;">]>';
    const cells = '<row><c t="inlineStr"><is><t>x</t></is></c></row>';
    const row = '<row><c t="inlineStr"><is><t>&bigger;</t></is></c></row>';
    const { rows } = await bench.load(archive(workbook(cells + row, doctype)));
    expect(rows).toEqual([['&bigger;']]);
  });

  it('refuses a cell beyond the last column and a text that is not there', async () => {
    for (const cell of ['<c r="ZZZ1"><v>1</v></c>', '<c t="s"><v>7</v></c>', '<c><v>one</v></c>']) {
      const broken = archive(workbook(`<row>${cell}</row>`));
      await expect(bench.load(broken)).rejects.toMatchObject({ code: 'file_excel' });
    }
  });
});

function workbook(rows: string, doctype = ''): Record<string, string> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return {
    'xl/workbook.xml': '<workbook><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="a" Type="${office}/worksheet" Target="s.xml"/></Relationships>`,
    '_rels/.rels': '<Relationships/>',
    'xl/s.xml': `${doctype}<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  };
}

/** A ZIP archive written by the test itself. */
function archive(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const name = Buffer.from(path);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(text), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(text.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, name, packed);
    directory.push(entry, name);
    offset += local.length + name.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}
