import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { CsvRows, delimiterOf } from '../../../../src-main/hosts/serve/files/csv-rows.ts';

function rowsIn(text: string, cut: number, delimiter = ','): string[][] {
  const rows = new CsvRows(delimiter);
  const all: string[][] = [];
  for (let at = 0; at < text.length; at += cut) all.push(...rows.take(text.slice(at, at + cut)));
  return [...all, ...rows.end()];
}

describe('CSV rows', () => {
  it('are those papaparse finds, wherever the text is cut', () => {
    const random = createRandom(4);
    const of = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
    const fields = [
      'a',
      '',
      '12.5',
      '"b, c"',
      '"d ""e"" f"',
      '"two\nlines"',
      '"\r\n"',
      '北京',
      "it's",
      '""',
      'x y ',
    ];
    for (let turn = 0; turn < 400; turn++) {
      const end = of(['\n', '\r\n'] as const);
      const width = 1 + Math.floor(random.next() * 4);
      const lines = Array.from({ length: 1 + Math.floor(random.next() * 6) }, () =>
        Array.from({ length: width }, () => of(fields)).join(','),
      );
      const text = lines.join(end) + of(['', end]);
      const expected = Papa.parse<string[]>(text, { delimiter: ',', newline: end }).data.filter(
        (row) => row.length > 1 || row[0] !== '',
      );
      for (const cut of [1, 2, 3, 7, 1000]) {
        expect(rowsIn(text, cut), JSON.stringify({ text, cut })).toEqual(expected);
      }
    }
  });

  it.each(['"open', 'a,"b\nc', '"a"b,c', '"a" ,b\n'])(
    'are refused where quotes do not close: %j',
    (text) => {
      expect(() => rowsIn(text, 3)).toThrow(RangeError);
    },
  );

  it.each([
    ['a,b,c', ','],
    ['a;b;"c,d,e,f"', ';'],
    ['a\tb\n1,2,3', '\t'],
    ['a|b', '|'],
    ['alone', ','],
  ])('are divided in %j by %j', (header, delimiter) => {
    expect(delimiterOf(header)).toBe(delimiter);
  });
});
