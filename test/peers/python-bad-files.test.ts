import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnNames } from '#shared/files/column-names.ts';
import { createRandom } from '#shared/random/index.ts';
import { goodRow, smallModel } from '../support/export/small-model.ts';
import { writeFolder } from '../support/export/write-folder.ts';
import { pythonWith, runPython } from '../support/peers/python.ts';

const python = pythonWith('onnx', ['onnxruntime', 'onnx', 'numpy'], 'numpy');
const header = Object.keys(goodRow).join(',');
const good = 'Paris,33,12.5,ja,2024-02-29,0.5';
let folder = '';
beforeAll(async () => {
  folder = await writeFolder('python', smallModel());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `score.py` makes of a file, or what it says is wrong. */
function scored(content: string | Buffer): string {
  if (typeof python === 'string') throw new Error(python);
  writeFileSync(`${folder}/in.csv`, content);
  rmSync(`${folder}/out.csv`, { force: true });
  try {
    runPython(python, ['score.py', 'in.csv', 'out.csv'], folder);
    return readFileSync(`${folder}/out.csv`, 'utf8');
  } catch (error) {
    expect(existsSync(`${folder}/out.csv`)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
    return String(error);
  }
}

describe.skipIf(typeof python === 'string')('score.py of an exported Python folder', () => {
  it('takes columns in any order, between any usual marks, with others, with a byte order mark', () => {
    const plain = scored(`${header}\n${good}\n`);
    expect(plain.split('\n')).toHaveLength(3);
    const turned = (line: string): string => line.split(',').reverse().join(',');
    expect(scored(`${turned(header)}\n${turned(good)}\n`)).toBe(plain);
    for (const mark of [';', '\t', '|'])
      expect(scored(`${header}\n${good}\n`.replaceAll(',', mark))).toBe(plain);
    expect(scored(`${header},other\n\n${good},"x,\ny"\n`)).toBe(plain);
    expect(scored(Buffer.from(`\ufeff${header}\r\n${good}\r\n`))).toBe(plain);
  });

  it('names columns as the import does', () => {
    if (typeof python === 'string') throw new Error(python);
    const random = createRandom(5);
    const words = [
      '',
      ' ',
      'a',
      ' a',
      'a 2',
      'a 3',
      'column',
      'column 2',
      'column 3',
      '\ufeffa\u3000',
    ];
    const headers = Array.from({ length: 2000 }, () =>
      Array.from(
        { length: 1 + Math.floor(random.next() * 6) },
        () => words[Math.floor(random.next() * words.length)]!,
      ),
    );
    writeFileSync(`${folder}/headers.json`, JSON.stringify(headers));
    const program =
      'import json; from portrait_prep import column_names; print(json.dumps([column_names(h) for h in json.load(open("headers.json", encoding="utf-8"))]))';
    const told: unknown = JSON.parse(runPython(python, ['-c', program], folder));
    expect(told).toEqual(headers.map((names) => columnNames(names)));
  });

  it('tells columns of one name apart: the first keeps it', () => {
    expect(scored(`${header},age\n${good},4`)).toBe(scored(`${header}\n${good}\n`));
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /has no header/],
    ['a row cut short', `${header}\n${good}\nParis,33`, /row 2 has 2 fields, the header has 6/],
    ['a row too long', `${header}\n${good},1`, /row 1 has 7 fields/],
    ['an open quote', `${header}\n"Paris,33,12.5,ja,2024-02-29,0.5\n`, /line 2: unexpected end/],
    [
      'no column that was always there',
      `${header.replace('city', 'town')}\n${good}`,
      /no column city/,
    ],
    ['text for a number', `${header}\n${good.replace('33', 'old')}`, /row 1, column age: 'old'/],
    [
      'a number beyond exact ones',
      `${header}\n${good.replace('33', String(2 ** 53))}`,
      /column age/,
    ],
    ['a number without end', `${header}\n${good.replace('12.5', '1e999')}`, /column spent/],
    ['30 February', `${header}\n${good.replace('02-29', '02-30')}`, /column joined/],
    ['another word for yes', `${header}\n${good.replace('ja', 'vielleicht')}`, /column member/],
    ['UTF-16', Buffer.from(`${header}\n${good}`, 'utf16le'), /utf-8|no column/],
  ])('refuses %s, and leaves no file', (_, content, said) => {
    expect(scored(content)).toMatch(said);
  });
});
