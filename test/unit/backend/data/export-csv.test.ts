import { describe, expect, it } from 'vitest';
import { exportCsv } from '../../../../src-main/backend/data/index.ts';
import { openTableStore } from '../../../support/table-store.ts';

describe('exportCsv', () => {
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
    expect(exportCsv(store, id, 0, 100)).toEqual({
      done: true,
      guarded: 5,
      text: [
        "'=name,n,ok",
        "'=1+1,-5,TRUE",
        "'@SUM(A1),-0.5,FALSE",
        "'-b,,",
        '"a ""quoted"", one",1e+21,TRUE',
        "'\ttab,2,TRUE",
        ',3,TRUE',
        '',
      ].join('\r\n'),
    });
  });

  it('gives the parts that make the whole', () => {
    const parts = [0, 2, 4].map((offset) => exportCsv(store, id, offset, 2));
    expect(parts.map(({ done }) => done)).toEqual([false, false, true]);
    expect(parts.map(({ text }) => text).join('')).toBe(exportCsv(store, id, 0, 100).text);
  });
});
