import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import {
  Tokenizer,
  type Dialect,
  type Passed,
} from '../../../../../../src-main/backend/data/readers/text/tokenizer.ts';

const require = createRequire(import.meta.url);

type Read = {
  records: string[][];
  lines: number[];
  strays: Passed;
  comments: Passed;
  tails: Passed & { found?: string };
};

/** Reads text through the tokenizer, handed over in pieces of the given size. */
function read(text: string, dialect: Partial<Dialect> = {}, piece = Infinity): Read {
  const found: Pick<Read, 'records' | 'lines'> = { records: [], lines: [] };
  const whole = { delimiter: ',', quote: '"', newline: 'lf' as const, ...dialect };
  const tokenizer = new Tokenizer(whole, (bytes, starts, ends, fields, line) => {
    const buffer = Buffer.from(bytes);
    found.records.push(
      Array.from({ length: fields }, (_, f) => buffer.toString('utf8', starts[f], ends[f])),
    );
    found.lines.push(line);
    return true;
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) {
    tokenizer.push(Buffer.from(bytes.subarray(at, Math.min(bytes.length, at + piece))));
  }
  tokenizer.end();
  const { strays, comments, tails } = tokenizer;
  return { ...found, strays, comments, tails };
}

function papa(text: string, delimiter = ',', newline: '\n' | '\r\n' | '\r' = '\n'): string[][] {
  const { data } = Papa.parse<string[]>(text, { delimiter, newline, skipEmptyLines: true });
  return data;
}

describe('Tokenizer', () => {
  const folder = join(dirname(require.resolve('csv-spectrum/package.json')), 'csvs');
  for (const name of readdirSync(folder)) {
    it(`reads csv-spectrum’s ${name} as papaparse does, however it is cut`, () => {
      const text = readFileSync(join(folder, name), 'utf8');
      const expected = papa(text, ',', text.includes('\r\n') ? '\r\n' : '\n');
      for (const piece of [1, 2, 3, 7, Infinity])
        expect(read(text, {}, piece).records).toEqual(expected);
    });
  }

  it('reads whatever papaparse writes back as it was', () => {
    const random = createRandom(7);
    const pieces = ['a', '"', '""', ',', '\n', '\r\n', ' ', 'é', '王', '::', ':', '\t', ''];
    for (let round = 0; round < 300; round += 1) {
      const width = 2 + random.below(4);
      const rows = Array.from({ length: 1 + random.below(6) }, () =>
        Array.from({ length: width }, () =>
          Array.from({ length: random.below(5) }, () => pieces[random.below(pieces.length)]!).join(
            '',
          ),
        ),
      );
      for (const [delimiter, newline] of [
        [',', '\n'],
        ['\t', '\r\n'],
        ['::', '\n'],
      ] as const) {
        const text = Papa.unparse(rows, {
          delimiter,
          newline,
          quotes: round % 2 === 0 || delimiter === '::',
        });
        // An unquoted “a:” before “::” has two readings, so that delimiter is tried with quotes only.
        const cut = read(text, { delimiter }, 1 + random.below(9));
        expect(cut.records).toEqual(rows);
      }
    }
  });

  it('names the physical line each record begins on', () => {
    const { lines } = read('a,b\n\n"x\ny\r\nz",1\n2,3');
    expect(lines).toEqual([1, 3, 6]);
  });

  it('takes carriage returns alone as line ends where there is nothing else', () => {
    expect(read('a,b\r1,2\r"x\ry",3', { newline: 'cr' })).toMatchObject({
      records: [
        ['a', 'b'],
        ['1', '2'],
        ['x\ry', '3'],
      ],
      lines: [1, 2, 3],
    });
  });

  it('reads delimiters of several characters', () => {
    expect(read('1::2:3::4\n5::::6\n', { delimiter: '::' }, 1).records).toEqual([
      ['1', '2:3', '4'],
      ['5', '', '6'],
    ]);
  });

  const open = 'a,b\n1,2\n3,"4\n5,6\n7,8\n';

  it('takes a quote that is never closed as a character, however the text is cut', () => {
    for (const piece of [1, 2, 4, Infinity]) {
      const { records, lines, strays } = read(open, {}, piece);
      expect(records).toEqual([
        ['a', 'b'],
        ['1', '2'],
        ['3', '"4'],
        ['5', '6'],
        ['7', '8'],
      ]);
      expect([lines, strays]).toEqual([[1, 2, 3, 4, 5], { count: 1, line: 3 }]);
    }
  });

  it('names the line of a quote that is never closed where quotes were chosen', () => {
    expect(() => read(open, { strict: true })).toThrow(
      expect.objectContaining({ code: 'file_quote', params: { line: 3 } }),
    );
    expect(() => read(open, { strict: true }, 4)).toThrow('file_quote');
  });

  it('reads a field again whose quote closes only inside a later field', () => {
    // DuckDB reads four rows; each quote opens a title and never closes it.
    const text = 'id\ttitle\tn\n1\t"one\t5\n2\ttwo\t6\n3\t"three\t7\n4\tfour\t8\n';
    for (const piece of [1, 3, Infinity]) {
      const { records, strays } = read(text, { delimiter: '\t' }, piece);
      expect(records.slice(1)).toEqual([
        ['1', '"one', '5'],
        ['2', 'two', '6'],
        ['3', '"three', '7'],
        ['4', 'four', '8'],
      ]);
      expect(strays).toEqual({ count: 2, line: 2 });
    }
  });

  it('does not let a quote swallow lines that are records by themselves', () => {
    const text = '1\t"one\t5\n2\ttwo\t6\n3\tthree"\t7\n';
    expect(read(text, { delimiter: '\t', width: 3 }, 5).records).toEqual([
      ['1', '"one', '5'],
      ['2', 'two', '6'],
      ['3', 'three"', '7'],
    ]);
    const honest = '1,"one\ntwo, three",5\n';
    expect(read(honest, { width: 3 }, 5).records).toEqual([['1', 'one\ntwo, three', '5']]);
  });

  it('skips spaces before a quote', () => {
    expect(read('1970, 17, "Hi, Mom!"\n', {}, 3).records).toEqual([['1970', ' 17', 'Hi, Mom!']]);
  });

  it('reads quotes, delimiters and backslashes that a backslash escapes', () => {
    const escape = '\\';
    const text =
      String.raw`1,"Ann \"A\" Lee"` +
      '\n' +
      String.raw`2,"a\\",b` +
      '\n' +
      String.raw`Sur\, First,x` +
      '\n';
    for (const piece of [1, 2, Infinity]) {
      expect(read(text, { escape }, piece).records).toEqual([
        ['1', 'Ann "A" Lee'],
        ['2', 'a\\', 'b'],
        ['Sur, First', 'x'],
      ]);
    }
  });

  it('leaves out comment lines and lines to skip, and counts lines all the same', () => {
    const text = 'title\n\n# made today\na,b\n1,2\n#3,4\n5,#6\n';
    for (const piece of [1, 4, Infinity]) {
      const { records, lines, comments } = read(text, { comment: '#', skip: 2 }, piece);
      expect(records).toEqual([
        ['a', 'b'],
        ['1', '2'],
        ['5', '#6'],
      ]);
      expect([lines, comments]).toEqual([[4, 5, 7], { count: 2, line: 3 }]);
    }
  });

  it('leaves out comments behind records, but nothing in quotes, no colour and no address', () => {
    const text = [
      '# made today',
      'a,b,c # names',
      '1,2,3# x, "y',
      '"a # b",#ff0000,#fff',
      '"q" # z',
      '  # blank, but for this',
      'x,y,"z"#, w',
      '4,5,# nothing',
      '6,7,#bad row',
    ].join('\n');
    const wanted = [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
      ['a # b', '#ff0000', '#fff'],
      ['q'],
      ['x', 'y', 'z'],
      ['4', '5', ''],
      ['6', '7', ''],
    ];
    for (const piece of [1, 3, Infinity]) {
      const { records, lines, comments, tails } = read(text, { comment: '#', tails: 'all' }, piece);
      expect(records).toEqual(wanted);
      expect(lines).toEqual([2, 3, 4, 5, 7, 8, 9]);
      expect(comments).toEqual({ count: 2, line: 1 });
      expect(tails).toEqual({ count: 6, line: 2, found: '# names' });
    }
    expect(read('a,http://x // y\n', { comment: '//', tails: 'all' }).records).toEqual([
      ['a', 'http://x'],
    ]);
  });

  it('takes a mark between blanks alone for a comment where nobody chose it', () => {
    const text = 'C#,1#2,#3\n1,C# minor,3 ## x\n"a" # b\n1,2,3 #\n';
    expect(read(text, { comment: '#', tails: 'spaced' }).records).toEqual([
      ['C#', '1#2', '#3'],
      ['1', 'C# minor', '3'],
      ['a'],
      ['1', '2', '3 #'],
    ]);
    const spaces = { delimiter: ' ', comment: '#', tails: 'spaced' } as const;
    expect(read('1 2 # c\n3 4\n', spaces).records).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('reads hostile quotes in time and memory that grow with the text alone', () => {
    const hostile = Buffer.from('"' + 'x,""y\n'.repeat(1_000_000));
    let records = 0;
    const dialect = { delimiter: ',', quote: '"', newline: 'lf' } as const;
    const tokenizer = new Tokenizer(dialect, () => (records += 1) > 0);
    for (let at = 0; at < hostile.length; at += 65_536) {
      tokenizer.push(hostile.subarray(at, at + 65_536));
    }
    tokenizer.end();
    expect(records).toBe(1_000_000);
  });

  it('takes a field whose closing quote is not at its end as it stands', () => {
    expect(read('"5" nails,3\nx,"y" \n').records).toEqual([
      ['"5" nails', '3'],
      ['x', 'y'],
    ]);
  });

  it('reads quotes as text where quoting is off', () => {
    expect(read('say "hi",2\n"a,b\n', { quote: '' }).records).toEqual([
      ['say "hi"', '2'],
      ['"a', 'b'],
    ]);
  });

  it('keeps an empty last field and a missing last newline', () => {
    expect(read('a,b,\n1,2,').records).toEqual([
      ['a', 'b', ''],
      ['1', '2', ''],
    ]);
    expect(read('a,"b"').records).toEqual([['a', 'b']]);
  });
});
