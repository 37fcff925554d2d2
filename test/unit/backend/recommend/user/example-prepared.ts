import { interactions } from '#shared/model/cells/interactions.ts';
import type { Prepared } from '../../../../../src-main/backend/recommend/index.ts';

/** Three users over four items; item 3 is nobody's. */
export function examplePrepared(): Prepared {
  const rows = (pointer: number[], index: number[], value: number[]) => ({
    pointer: Int32Array.from(pointer),
    index: Int32Array.from(index),
    value: Float32Array.from(value),
  });
  const settings = interactions.settings.parse({});
  return {
    version: 2,
    learn: {
      ...{ users: 3, items: 4, itemFeatures: null, itemText: null, terms: 0 },
      interactions: rows([0, 2, 3, 4], [0, 1, 1, 2], [1, 2, 4, 3]),
      userFeatures: { columns: 3, value: Float32Array.from([-1, 1, 0, 1, 0, 1, 0, 1, 0]) },
      segments: Int32Array.from([0, 1, 0]),
      friends: rows([0, 1, 2, 2], [1, 0], [1, 1]),
    },
    pairFirst: Float64Array.from([1, 2, 2, 4].map((day) => day * 86_400_000)),
    pairTime: Float64Array.from([1, 3, 2, 4].map((day) => day * 86_400_000)),
    pairEvents: Int32Array.from([1, 2, 1, 5]),
    test: rows([0, 1, 1, 3], [2, 0, 1], [1, 1, 1]),
    testTime: Float64Array.from([5, 6, 7].map((day) => day * 86_400_000)),
    negatives: null,
    had: rows([0, 0, 0, 0], [], []),
    hadLater: rows([0, 0, 0, 0], [], []),
    timed: true,
    userIds: ['10', '9', '100'],
    itemIds: ['a', 'b', 'c', 'd'],
    titles: ['Red lamp', 'Red chair', '蓝色台灯', 'Desk'],
    categories: ['Light', 'Seat', 'Light', null],
    categorySeparator: null,
    prices: [10, 20, 30, null],
    segmentNames: ['Oslo', 'Rome'],
    segmentColumn: 'city',
    userFeatureNames: ['age', 'city = Oslo', 'city = Rome'],
    userEncoding: [
      { column: 'age', kind: 'number', mean: 30, scale: 0.1 },
      { column: 'city', kind: 'equals', value: 'Oslo' },
      { column: 'city', kind: 'equals', value: 'Rome' },
    ],
    itemFeatureNames: [],
    attributes: [
      { name: 'age', values: [20, 60, 30] },
      { name: 'city', values: ['Oslo', 'Rome', 'Oslo'] },
      { name: 'name', values: ['Ann', 'Bo', 'Cy'] },
    ],
    source: { table: 't', user: 'user', item: 'item' },
    made: {
      tables: { events: 't', users: null, items: null, friends: null, test: null },
      settings,
      idTypes: { user: 'integer', item: 'text' },
    },
    mapping: settings,
    split: 'time',
    value: 'binary',
    cut: null,
    synthetic: false,
  };
}
