import { describe, expect, it } from 'vitest';
import Papa from 'papaparse';
import { writeCsv } from '../../../../../src-main/backend/data/export/csv.ts';
import { importBench, type Choices } from '../../../../support/import-text.ts';
import { openTableStore } from '../../../../support/table-store.ts';
import { written } from '../../../../support/written-table.ts';

describe('a table as CSV', () => {
  const { store } = openTableStore();
  const writer = store.create(
    [
      { name: '=name', type: 'text' },
      { name: 'n', type: 'real' },
      { name: 'ok', type: 'boolean' },
    ],
    { synthetic: false },
  );
  writer.append([
    ['=1+1', -5, 1],
    ['@SUM(A1)', -0.5, 0],
    ['-b', null, null],
    ['a "quoted", one', 1e21, 1],
    ['\ttab', 2, 1],
    [null, 3, 1],
  ]);
  const { id } = writer.finish();

  it('makes formulas harmless in text and headers, and leaves numbers alone', () => {
    const { text, guarded } = written(writeCsv, store, id);
    expect(guarded).toBe(5);
    expect(text).toBe(
      [
        "'=name,n,ok",
        "'=1+1,-5,TRUE",
        "'@SUM(A1),-0.5,FALSE",
        "'-b,,",
        '"a ""quoted"", one",1e+21,TRUE',
        "'\ttab,2,TRUE",
        ',3,TRUE',
        '',
      ].join('\r\n'),
    );
  });

  it('gives the parts that make the whole', () => {
    const { parts, text } = written(writeCsv, store, id, 2);
    expect(parts.map(({ rows }) => rows)).toEqual([2, 4, 6]);
    expect(text).toBe(written(writeCsv, store, id).text);
  });

  it('quotes as papaparse does', () => {
    const { store: odd } = openTableStore();
    const texts = [
      'a,b',
      ' a',
      'a ',
      '"',
      'a\nb',
      'a\rb',
      '\ufeffa',
      'a;b',
      '',
      "o'b",
      '中,文',
      'a b',
    ];
    const columns = [
      { name: 'a', type: 'text' as const },
      { name: 'b, c', type: 'text' as const },
    ];
    const table = odd.create(columns, { synthetic: false });
    const rows = texts.map((value, at) => [value, texts[texts.length - 1 - at]!]);
    table.append(rows);
    const newline = '\r\n';
    expect(written(writeCsv, odd, table.finish().id).text).toBe(
      Papa.unparse([['a', 'b, c'], ...rows], { newline }) + newline,
    );
  });

  it('gives a column of truth values back in its own words', async () => {
    const bench = importBench();
    try {
      const text = 'n,a,b,c\r\n1,yes,Nein,0\r\n2,no,Ja,1\r\n3,,Ja,1\r\n4,yes,,0\r\n';
      const choices: Choices = { columns: [{}, {}, { type: 'boolean' }, { type: 'boolean' }] };
      const { table, rows } = await bench.load(text, choices);
      const again = written(writeCsv, bench.store, table.id).text;
      expect(again).toBe(text);
      const second = await bench.load(again, choices);
      expect([second.table.columns, second.rows]).toEqual([table.columns, rows]);
    } finally {
      bench.close();
    }
  });
});
