import { gzipSync } from 'node:zlib';
import naughty from 'big-list-of-naughty-strings' with { type: 'json' };
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { importBench, type Choices } from '../../../../support/import-text.ts';

const bench = importBench();
afterAll(() => bench.close());
const { load } = bench;

/** What an import fails with; and that it leaves the workspace as it was. */
async function failure(content: string | Uint8Array, choices: Choices = {}) {
  const tables = (): unknown[] => bench.db.prepare('SELECT name FROM sqlite_schema').pluck().all();
  const [before, listed] = [tables(), bench.store.list().length];
  const error: unknown = await load(content, choices).catch((thrown: unknown) => thrown);
  expect(bench.store.list()).toHaveLength(listed);
  // Many rows are dropped little by little, so that nothing waits for them.
  await expect.poll(tables, { timeout: 30_000 }).toEqual(before);
  expect(error).toHaveProperty('code');
  return error;
}

/** GB18030 is not among Node's encoders: bytes by hand for 姓名,城市 / 王伟,北京 / 李娜,上海. */
const chinese = Buffer.concat([
  Buffer.from('d0d5c3fb2cb3c7cad00a', 'hex'),
  Buffer.from('cdf5ceb02cb1b1bea90a', 'hex'),
  Buffer.from('c0eec4c82cc9cfbaa30a', 'hex'),
]);

describe('import of encodings', () => {
  it('drops a byte order mark', async () => {
    const { names, rows } = await load('\ufeffa,b\n1,ä\n');
    expect([names, rows]).toEqual([['a', 'b'], [[1, 'ä']]]);
  });

  it.each([
    ['little endian with a mark', Buffer.from('\ufeffname,n\nZoë,1\n王,2\n𝒳,3\n', 'utf16le')],
    ['little endian without', Buffer.from('name,n\nZoë,1\n王,2\n𝒳,3\n', 'utf16le')],
    ['big endian with a mark', Buffer.from('\ufeffname,n\nZoë,1\n王,2\n𝒳,3\n', 'utf16le').swap16()],
    ['big endian without', Buffer.from('name,n\nZoë,1\n王,2\n𝒳,3\n', 'utf16le').swap16()],
  ])('reads UTF-16 %s', async (_, bytes) => {
    const { names, rows } = await load(bytes);
    expect([names, rows]).toEqual([
      ['name', 'n'],
      [
        ['Zoë', 1],
        ['王', 2],
        ['𝒳', 3],
      ],
    ]);
  });

  it('finds out and reads GB18030', async () => {
    expect((await bench.preview(chinese)).detected.encoding).toBe('gb18030');
    const { names, rows } = await load(chinese);
    expect([names, rows]).toEqual([
      ['姓名', '城市'],
      [
        ['王伟', '北京'],
        ['李娜', '上海'],
      ],
    ]);
  });

  it('finds out and reads Latin-1', async () => {
    const bytes = Buffer.from('name,city\nMüller,Zürich\ncafé,Orléans\n', 'latin1');
    expect((await bench.preview(bytes)).detected.encoding).toBe('latin1');
    expect((await load(bytes)).rows).toEqual([
      ['Müller', 'Zürich'],
      ['café', 'Orléans'],
    ]);
  });

  it('decides on the encoding only at the first byte that tells, however late', async () => {
    const plain = Array.from({ length: 200_000 }, (_, i) => `row ${i},x`).join('\n');
    const bytes = Buffer.concat([
      Buffer.from(`name,y\n${plain}\n`),
      Buffer.from('M\xfcller,z\n', 'latin1'),
    ]);
    expect((await load(bytes)).rows.at(-1)).toEqual(['Müller', 'z']);
  });

  it('names the line where an encoding ends', async () => {
    const mixed = Buffer.concat([
      Buffer.from('a,b\nZoë,1\nJosé,2\n'),
      Buffer.from('M\xfcller,3\n', 'latin1'),
    ]);
    expect(await failure(mixed)).toMatchObject({ code: 'file_encoding', params: { line: 4 } });
    expect(await failure(chinese, { options: { encoding: 'utf-8' } })).toMatchObject({
      code: 'file_encoding',
      params: { line: 1, encoding: 'UTF-8' },
    });
  });

  it('reads GB18030 with its rarer characters', async () => {
    // 㐁 of four bytes, and 镕, whose second byte is a letter of ASCII.
    const rare = Buffer.from('8139ef302ce9460a', 'hex');
    const { rows } = await load(Buffer.concat([chinese, rare]));
    expect(rows.at(-1)).toEqual(['㐁', '镕']);
  });

  it('names the first Latin-1 line of a file whose other lines are Chinese', async () => {
    const mixed = Buffer.concat([chinese, Buffer.from('M\xfcller,Z\xfcrich\n', 'latin1')]);
    expect(await failure(mixed)).toMatchObject({
      code: 'file_encoding',
      params: { line: 4, encoding: 'GB18030' },
    });
    expect((await load(mixed, { options: { encoding: 'latin1' } })).rows).toHaveLength(3);
  });

  it('names the line of UTF-16 cut in the middle of a character', async () => {
    const text = Buffer.from('\ufeffa,b\n1,2\n', 'utf16le');
    expect(await failure(Buffer.concat([text, Buffer.from([0x41])]))).toMatchObject({
      code: 'file_encoding',
      params: { line: 3 },
    });
    expect(await failure(Buffer.from('\ufeffa,b\n1,\ud800x\n', 'utf16le'))).toMatchObject({
      code: 'file_encoding',
      params: { line: 2 },
    });
  });

  it('names the line of a NUL character', async () => {
    expect(await failure('a,b\n1,2\n3,\0\n')).toMatchObject({
      code: 'file_nul',
      params: { line: 3 },
    });
  });
});

describe('import of broken files', () => {
  it('tells empty from header only', async () => {
    expect(await failure('')).toMatchObject({ code: 'file_empty' });
    expect(await failure('\n\n\n')).toMatchObject({ code: 'file_empty' });
    expect(await failure('   \n  \n')).toMatchObject({ code: 'file_empty' });
    expect(await failure('\ufeff')).toMatchObject({ code: 'file_empty' });
    expect(await failure(gzipSync(''))).toMatchObject({ code: 'file_empty' });
    expect(await failure('{}\n{}\n')).toMatchObject({ code: 'file_empty' });
    expect(await failure('\ufeffa,b\n')).toMatchObject({ code: 'file_header_only' });
    expect(await failure('a,b\n')).toMatchObject({ code: 'file_header_only' });
    expect((await load('a,b\n', { options: { header: false } })).rows).toEqual([['a', 'b']]);
  });

  it('names the line of a record with too many or too few fields, or mends it', async () => {
    const ragged = 'a,b,c\n1,2,3\n4,5\n"6\n6",7,8,9\n';
    expect(await failure(ragged)).toMatchObject({
      code: 'file_ragged',
      params: { line: 3, found: 2, expected: 3 },
    });
    const { names, rows, warnings } = await load(ragged, { options: { ragged: 'fix' } });
    expect(names).toEqual(['a', 'b', 'c', 'column 4']);
    expect(rows).toEqual([
      ['1', 2, 3, null],
      ['4', 5, null, null],
      ['6\n6', 7, 8, 9],
    ]);
    expect(warnings).toEqual([{ kind: 'ragged_fixed', line: 2, column: null, count: 2 }]);
  });

  it('widens the table for a long row far into the file, and cuts nothing off', async () => {
    const text = `a,b\n${'1,2\n'.repeat(300_000)}3,4,5,6\n`;
    const { names, rows } = await load(text, { options: { ragged: 'fix' } });
    expect(names).toEqual(['a', 'b', 'column 3', 'column 4']);
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([
      300_001,
      [1, 2, null, null],
      [3, 4, 5, 6],
    ]);
  });

  it('takes delimiters at the end of rows or of the header for no column', async () => {
    expect(await load('a,b\n1,2,\n3,4,\n')).toMatchObject({ names: ['a', 'b'] });
    expect(await load('a,b,\n1,2\n3,4\n')).toMatchObject({
      names: ['a', 'b'],
      rows: [
        [1, 2],
        [3, 4],
      ],
    });
  });

  it('reads a quote that never closes as a character and says so, or names its line where quotes were chosen', async () => {
    const { rows } = await load('a,b\n1,2\n"3,4\n5,6\n');
    expect(rows).toEqual([
      ['1', 2],
      ['"3', 4],
      ['5', 6],
    ]);
    const late = await load(`a,b\n"u,v",2\n${'x,2\n'.repeat(1000)}"y,3\nz,4\n`);
    expect(late.rows.slice(-2)).toEqual([
      ['"y', 3],
      ['z', 4],
    ]);
    expect(late.warnings).toEqual([{ kind: 'stray_quote', line: 1003, column: null, count: 1 }]);
    const chosen = { options: { quote: '"' } };
    expect(await failure('a,b\n1,2\n"3,4\n5,6\n', chosen)).toMatchObject({
      code: 'file_quote',
      params: { line: 3 },
    });
  });

  it('takes carriage returns alone, and embedded newlines', async () => {
    expect((await load('a,b\r1,x\r2,y\r')).rows).toEqual([
      [1, 'x'],
      [2, 'y'],
    ]);
    expect((await load('a,b\r\n1,"x\r\ny"\r\n')).rows).toEqual([[1, 'x\r\ny']]);
  });

  it('tells repeated, empty and hostile column names apart', async () => {
    const { names, rows, warnings } = await load(
      'id,,id,__proto__,constructor,A,a\n1,2,3,4,5,6,7\n',
      {
        options: { header: true },
      },
    );
    expect(names).toEqual(['id', 'column 2', 'id 2', '__proto__', 'constructor', 'A', 'a']);
    expect(rows).toEqual([[1, 2, 3, 4, 5, 6, 7]]);
    expect(warnings.map(({ kind }) => kind).sort()).toEqual(['duplicate_header', 'empty_header']);
  });

  it('tells chosen names apart that are the same, or empty', async () => {
    const { names, warnings } = await load('a,b,c\n1,2,3\n', {
      columns: [{ name: 'b' }, {}, { name: '' }],
    });
    expect(names).toEqual(['b', 'b 2', 'column 3']);
    expect(warnings.map(({ kind }) => kind).sort()).toEqual(['duplicate_header', 'empty_header']);
  });

  it('finds faults far into a file, and keeps the workspace as it was', async () => {
    const rows = 'x,2\n'.repeat(400_000);
    expect(await failure(`a,b\n${rows}y\n`)).toMatchObject({
      code: 'file_ragged',
      params: { line: 400_002, found: 1, expected: 2 },
    });
    expect(await failure(`a,b\n${rows}y\0,2\n`)).toMatchObject({
      code: 'file_nul',
      params: { line: 400_002 },
    });
    expect(await failure(`a,b\n"x,2\n${rows}`, { options: { quote: '"' } })).toMatchObject({
      code: 'file_quote',
      params: { line: 2 },
    });
    const mixed = Buffer.concat([
      Buffer.from(`a,b\nZoë,1\n${rows}`),
      Buffer.from('M\xfcller,3\n', 'latin1'),
    ]);
    expect(await failure(mixed)).toMatchObject({
      code: 'file_encoding',
      params: { line: 400_003, encoding: 'UTF-8' },
    });
  });

  it.each([
    ['a line break', { delimiter: '\n' }],
    ['the quote', { delimiter: '"' }],
  ])('refuses %s as a delimiter', async (_, options) => {
    expect(await failure('a,b\n1,2\n', { options })).toMatchObject({
      code: 'cell_settings_invalid',
      params: { path: 'options.delimiter' },
    });
  });

  it('says what is wrong with files that are not tables', async () => {
    expect(await failure(Buffer.from('PK\u0003\u0004rest'))).toMatchObject({
      code: 'file_excel',
    });
    const cut = gzipSync(`a,b\n${'1,2\n'.repeat(50_000)}`).subarray(0, -20);
    expect(await failure(cut)).toMatchObject({ code: 'file_unreadable' });
    for (const [start, detail] of [
      ['89504e470d0a1a0a0000000d49484452', 'a picture'],
      ['d0cf11e0a1b11ae1', 'an old Excel workbook (.xls), or one with a password'],
      [Buffer.from('<!DOCTYPE html>\n<html>').toString('hex'), 'a web page'],
      [Buffer.from('SQLite format 3\0').toString('hex'), 'an SQLite database'],
    ] as const) {
      expect(await failure(Buffer.from(start, 'hex'))).toMatchObject({
        code: 'file_unreadable',
        params: { detail },
      });
    }
    const garbled = gzipSync('a,b\n1,2\n');
    garbled[garbled.length - 6]! ^= 255;
    expect(await failure(garbled)).toMatchObject({ code: 'file_unreadable' });
  });

  it('keeps every naughty string exactly', async () => {
    const texts = naughty.filter(
      (text) => text.trim() !== '' && !['NA', '?'].includes(text.trim()),
    );
    const text = Papa.unparse([['n', 'text'], ...texts.map((value, n) => [n, value])]);
    const { rows } = await load(text, { options: { delimiter: ',', header: true } });
    expect(rows.map((row) => row[1])).toEqual(texts);
  });
});

describe('import of several formats', () => {
  it('unpacks gzip by content, whatever the name', async () => {
    const { rows } = await load(gzipSync('a;b\n1;x\n'), { name: 'plain.csv' });
    expect(rows).toEqual([[1, 'x']]);
  });

  it('reads JSON lines, with keys that come late and integers beyond 2^53', async () => {
    const lines = [
      '{"id": "007", "n": 1, "ok": true, "day": "2024-01-02", "__proto__": 5}',
      ...Array.from({ length: 30_000 }, (_, i) => `{"id": "x${i}", "n": ${i}, "ok": false}`),
      '{"n": 2.5, "late": {"a": [1, 9007199254740993]}, "big": 9007199254740993}',
    ];
    const { names, types, rows, warnings } = await load(lines.join('\n'), { name: 'a.jsonl' });
    expect(names).toEqual(['id', 'n', 'ok', 'day', '__proto__', 'late', 'big']);
    expect(types).toEqual(['text', 'real', 'boolean', 'date', 'integer', 'text', 'text']);
    expect(rows[0]).toEqual(['007', 1, 1, '2024-01-02', 5, null, null]);
    expect(rows.at(-1)).toEqual([
      null,
      2.5,
      null,
      null,
      null,
      '{"a":[1,"9007199254740993"]}',
      '9007199254740993',
    ]);
    expect(warnings).toMatchObject([{ kind: 'large_integer', column: 'big' }]);
  });

  it('names the line of JSON that is none', async () => {
    const broken = await failure('{"a": 1}\n{"a": }\n', { options: { format: 'jsonl' } });
    expect(broken).toMatchObject({ code: 'file_json', params: { line: 2 } });
    expect(await failure('{"a": 1}\n[1]\n')).toMatchObject({
      code: 'file_json',
      params: { line: 2 },
    });
    const deep = `{"a": ${'['.repeat(20_000)}${']'.repeat(20_000)}}\n`;
    expect(await failure(`{"a": 1}\n${deep}`)).toMatchObject({
      code: 'file_json',
      params: { line: 2, detail: 'nested too deeply' },
    });
  });

  it.each([
    ['tabs', 'a\tb\n1\tx, y\n2\tz\n'],
    ['semicolons', 'a;b\n1;x, y\n2;z\n'],
    ['bars', 'a|b\n1|x, y\n2|z\n'],
    ['double colons', 'a::b\n1::x, y\n2::z\n'],
  ])('finds out that %s separate the fields', async (_, text) => {
    expect((await load(text)).rows).toEqual([
      [1, 'x, y'],
      [2, 'z'],
    ]);
  });
});
