import { describe, expect, it } from 'vitest';
import type { RecommendedList } from '#shared/model/cells/user.ts';
import {
  agreement,
  joined,
  rankIn,
} from '../../../../../../src-renderer/cells/user/lists/agreement.ts';
import { moved } from '../../../../../../src-renderer/cells/user/lists/list-keys.ts';
import { movement } from '../../../../../../src-renderer/cells/user/history/movement.ts';

function list(items: number[], deeper: number[] = []): RecommendedList {
  return {
    entries: items.map((item) => ({ item, score: 1, later: false, before: null })),
    ranked: [...items, ...deeper],
    ...{ fallback: null, gone: [], foldIn: null },
  };
}

describe('lists side by side', () => {
  it('count how many lists hold an item, and colour those that most lists agree on', () => {
    const shared = agreement([list([1, 2, 3]), list([2, 1, 4]), list([2, 5, 6])]);
    expect(shared.get(2)).toEqual({ lists: 3, colour: 1 });
    expect(shared.get(1)).toEqual({ lists: 2, colour: 2 });
    expect(shared.get(5)).toEqual({ lists: 1, colour: null });
  });

  it('run out of colours rather than use one twice', () => {
    const items = Array.from({ length: 10 }, (_, item) => item);
    const colours = [...agreement([list(items), list(items)]).values()].map(({ colour }) => colour);
    expect(colours).toEqual([1, 2, 3, 4, 5, 6, 7, null, null, null]);
  });

  it('know the rank of an item deeper than what is shown', () => {
    expect(rankIn(list([4, 7], [9, 8]), 8)).toBe(4);
    expect(rankIn(list([4, 7], [9, 8]), 1)).toBeNull();
  });

  it('join the rows of an item in neighbouring lists', () => {
    expect(joined(list([1, 2, 3]), list([3, 5, 1]))).toEqual([
      { item: 1, from: 0, to: 2 },
      { item: 3, from: 2, to: 0 },
    ]);
  });

  it('tell up, down and new apart by the rank before', () => {
    const entry = (before: number | null) => ({ item: 1, score: 1, later: false, before });
    expect(movement(entry(5), 2, 10)).toEqual({ kind: 'up', by: 3 });
    expect(movement(entry(1), 2, 10)).toEqual({ kind: 'down', by: 1 });
    expect(movement(entry(2), 2, 10)).toEqual({ kind: 'same' });
    expect(movement(entry(37), 4, 10)).toEqual({ kind: 'new', from: 37 });
    expect(movement(entry(null), 4, 10)).toEqual({ kind: 'new', from: null });
  });

  it('lead the arrow keys from list to list, past empty ones', () => {
    const lengths = [10, 0, 3];
    expect(moved({ list: 0, row: 7 }, 'ArrowRight', lengths)).toEqual({ list: 2, row: 2 });
    expect(moved({ list: 2, row: 2 }, 'ArrowRight', lengths)).toEqual({ list: 2, row: 2 });
    expect(moved({ list: 2, row: 2 }, 'ArrowDown', lengths)).toEqual({ list: 2, row: 2 });
    expect(moved({ list: 2, row: 1 }, 'ArrowLeft', lengths)).toEqual({ list: 0, row: 1 });
    expect(moved({ list: 0, row: 4 }, 'End', lengths)).toEqual({ list: 0, row: 9 });
    expect(moved({ list: 0, row: 4 }, 'a', lengths)).toBeNull();
  });
});
