import { describe, expect, it } from 'vitest';
import { listTable } from '../../../../../src-main/backend/recommend/batch/list-table.ts';
import { examplePrepared } from '../user/example-prepared.ts';

const list = { items: Int32Array.of(2, 0), scores: Float32Array.of(0.5, 0.25) };

describe('the table of lists', () => {
  it('holds ids as the events do, the best item first, and where the list comes from', () => {
    const { columns, rowsOf } = listTable(examplePrepared(), ['7']);
    expect(columns[0]).toEqual({ name: 'user', type: 'integer' });
    expect(rowsOf('7', list, 'segment')).toEqual([
      [7, 1, 'c', '蓝色台灯', 0.5, 'popular in segment'],
      [7, 2, 'a', 'Red lamp', 0.25, 'popular in segment'],
    ]);
  });

  it('holds user ids as text where one is not how a whole number is written', () => {
    for (const id of ['007', '7.5', 'Ann', '1e3', '9007199254740993']) {
      const { columns, rowsOf } = listTable(examplePrepared(), ['7', id]);
      expect(columns[0]).toEqual({ name: 'user', type: 'text' });
      expect(rowsOf(id, list, 'popular')[0]![0]).toBe(id);
    }
  });
});
