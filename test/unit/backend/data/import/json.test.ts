import { afterAll, describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { importBench } from '../../../../support/import-text.ts';
import { JsonObjects } from '../../../../../src-main/backend/data/readers/json/json-objects.ts';

const bench = importBench();
afterAll(() => bench.close());
const { load } = bench;

const objects = [
  { a: 1, b: 'x"]}\\' },
  { a: 2, b: '王', c: [1, { d: 2 }] },
];
const rows = [
  [1, 'x"]}\\', null],
  [2, '王', '[1,{"d":2}]'],
];

describe('JSON', () => {
  it.each([
    ['a list', JSON.stringify(objects)],
    ['a list laid out over lines', JSON.stringify(objects, null, 2)],
    ['a list under a key', JSON.stringify({ data: objects })],
    [
      'a list among other keys, laid out over lines',
      JSON.stringify({ n: 2, ok: true, data: objects, next: null }, null, 4),
    ],
    ['objects laid out over lines', objects.map((one) => JSON.stringify(one, null, 2)).join('\n')],
    ['objects one a line', objects.map((one) => JSON.stringify(one)).join('\n')],
    ['a list with a byte order mark', `\ufeff${JSON.stringify(objects)}`],
  ])('reads %s', async (_, text) => {
    const { names, rows: read } = await load(text);
    expect([names, read]).toEqual([['a', 'b', 'c'], rows]);
  });

  it('reads lists cut anywhere', () => {
    const text = JSON.stringify(objects, null, 1);
    for (const piece of [1, 2, 5]) {
      const found: [unknown, number][] = [];
      const cutter = new JsonObjects(
        'list',
        (one, line) => found.push([JSON.parse(one), line]) > 0,
      );
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += piece) cutter.push(bytes.subarray(at, at + piece));
      cutter.end();
      expect(found).toEqual([
        [objects[0], 2],
        [objects[1], 6],
      ]);
    }
  });

  it('reads powers of ten beside whole numbers', async () => {
    const { rows: read, types } = await load(
      '[{"v":2,"w":1e20},{"v":1e300,"w":-1e16},{"v":-3,"w":5}]',
    );
    expect(types).toEqual(['real', 'real']);
    expect(read).toEqual([
      [2, 1e20],
      [1e300, -1e16],
      [-3, 5],
    ]);
    expect((await load('{"v":1e300}\n')).rows).toEqual([[1e300]]);
  });

  it('keeps true and false as the file writes them', async () => {
    const { table, rows: read } = await load('[{"ok":true},{"ok":null},{"ok":false}]');
    expect(read).toEqual([[1], [null], [0]]);
    expect(table.columns).toEqual([{ name: 'ok', type: 'boolean', words: ['false', 'true'] }]);
    const { columns } = await bench.preview('{"ok":true}\n{"ok":true}\n');
    expect(columns[0]).toMatchObject({ type: 'boolean', words: ['false', 'true'] });
  });

  it('keeps integers beyond 2^53 digit for digit in a list', async () => {
    const { rows: read } = await load('[{"id":9007199254740993},{"id":1}]');
    expect(read).toEqual([['9007199254740993'], ['1']]);
  });

  it.each([
    ['is cut short', '[{"a":1},{"a":2', 1],
    ['holds numbers too', '[{"a":1},\n2]', 2],
    ['has broken objects', '[{"a":1},\n{"a":}]', 2],
  ])('names the line where a list %s', async (_, text, line) => {
    await expect(load(text)).rejects.toMatchObject({ code: 'file_json', params: { line } });
  });
});

describe('gzip', () => {
  it('ends with a sentence where next to nothing unpacks to no end, and leaves no table behind', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(40_000_000, '1,2\n')]));
    const before = bench.store.list().length;
    await expect(load(bomb)).rejects.toMatchObject({ code: 'file_expands' });
    expect(bench.store.list()).toHaveLength(before);
  });
});
