import { describe, expect, it } from 'vitest';
import { itemText } from '../../../../../src-main/backend/recommend/interactions/sides/item-text.ts';
import { segmentsOf } from '../../../../../src-main/backend/recommend/interactions/sides/segments.ts';
import { pairsOf, preparedFrom, type Rows } from '../prepared-from.ts';

const events: Rows = [
  ['user', 'item', 'at:date'],
  ['a', 'x', '2024-01-01'],
  ['b', 'x', '2024-01-02'],
  ['b', 'y', '2024-01-03'],
  ['c', 'y', '2024-01-04'],
  ['a', 'fresh', '2024-01-05'],
];
const items: Rows = [
  ['id', 'title', 'category:category', 'price:real'],
  ['x', 'Red mug', 'kitchen', 4],
  ['y', 'Blue mug', 'kitchen', 8],
  ['fresh', 'Garden chair', 'garden', 30],
  ['never', 'Garden table', 'garden', 90],
];
const itemSettings = { key: 'id', title: 'title', category: 'category', price: 'price' };
const time = { time: 'at', split: { kind: 'time', test: 0.2 } };

describe('items', () => {
  it('that nobody had may be taken in from the table, and can then be tested', async () => {
    const without = await preparedFrom({ events, items }, { ...time, items: itemSettings });
    expect(without.prepared.itemIds).toEqual(['x', 'y']);
    expect(without.summary).toMatchObject({ coldItems: 1, untriedItems: 0, pairs: { test: 0 } });
    const { prepared, summary } = await preparedFrom(
      { events, items },
      { ...time, items: { ...itemSettings, untried: true } },
    );
    expect(prepared.itemIds).toEqual(['x', 'y', 'fresh', 'never']);
    expect(summary).toMatchObject({ coldItems: 0, untriedItems: 2 });
    expect(pairsOf(prepared.test, prepared)).toEqual(['a fresh 1']);
    expect(prepared.titles).toEqual(['Red mug', 'Blue mug', 'Garden chair', 'Garden table']);
    expect(prepared.prices).toEqual([4, 8, 30, 90]);
    expect(summary.categories).toEqual([
      { name: 'garden', items: 2 },
      { name: 'kitchen', items: 2 },
    ]);
  });

  it('are named by the events where there is no table, by rows that belong to someone', async () => {
    const named: Rows = [
      ['user', 'item', 'what'],
      [null, 'x', 'damaged stock'],
      ['a', 'x', 'Red mug'],
      ['b', 'x', 'RED MUG'],
    ];
    const { prepared } = await preparedFrom(
      { events: named },
      { split: { kind: 'none' }, items: { title: 'what' } },
    );
    expect(prepared.titles).toEqual(['Red mug']);
  });
});

describe('item texts', () => {
  it('are weighed as scikit-learn weighs them', () => {
    // scikit-learn 1.9.1: TfidfVectorizer(token_pattern=r"(?u)[^\W_]+", min_df=2, max_df=0.5).fit_transform(texts)
    const texts = [
      ...['Red coffee mug, large', 'Blue coffee mug', 'Tea pot red', 'Tea mug blue blue'],
      ...['Garden chair', 'Garden table red'],
    ];
    const { rows, terms } = itemText([texts], texts.length);
    const weights = texts.map((_, item) =>
      Array.from(rows.value.subarray(rows.pointer[item]!, rows.pointer[item + 1]!)).sort(),
    );
    const expected = [
      [0.5420919, 0.5420919, 0.6420846],
      [0.512593, 0.6071443, 0.6071443],
      [0.6451024, 0.7640961],
      [0.3532292, 0.4183848, 0.8367696],
      [1],
      [0.6451024, 0.7640961],
    ];
    expect(terms).toBe(6);
    weights.forEach((own, item) => {
      expect(own).toHaveLength(expected[item]!.length);
      own.forEach((weight, at) => expect(weight).toBeCloseTo(expected[item]![at]!, 6));
    });
  });

  it('cut Chinese into pairs of characters', () => {
    const { rows, terms } = itemText([['红色咖啡杯', '蓝色咖啡杯', '花园椅', '花园桌']], 4);
    // 咖啡, 啡杯, 色咖 occur twice, 花园 twice; 红色, 蓝色, 园椅, 园桌 once.
    expect(terms).toBe(4);
    expect(Array.from(rows.pointer)).toEqual([0, 3, 6, 7, 8]);
  });
});

describe('segments', () => {
  it('are the values of a column, or fifths of a number with many', () => {
    expect(segmentsOf(['f', 'm', null, 'f'])).toEqual({
      numbers: Int32Array.of(0, 1, -1, 0),
      names: ['f', 'm'],
    });
    const ages = Array.from({ length: 100 }, (_, n) => n);
    const { numbers, names } = segmentsOf(ages);
    expect(names).toHaveLength(5);
    const sizes = names.map((_, band) => numbers.filter((number) => number === band).length);
    expect(sizes).toEqual([20, 20, 20, 20, 20]);
  });
});

describe('friends', () => {
  it('are mutual, count once, and are people known from the interactions', async () => {
    const friends: Rows = [
      ['who', 'friend'],
      ['a', 'b'],
      ['b', 'a'],
      ['c', 'c'],
      ['c', 'stranger'],
      ['c', 'b'],
    ];
    const { prepared, summary } = await preparedFrom(
      { events, friends },
      { split: { kind: 'none' }, friends: { user: 'who', friend: 'friend' } },
    );
    expect(Array.from(prepared.learn.friends!.pointer)).toEqual([0, 1, 3, 4]);
    expect(Array.from(prepared.learn.friends!.index)).toEqual([1, 0, 2, 1]);
    expect(summary).toMatchObject({ friends: 2, usersWithFriends: 3 });
  });
});

describe('attributes', () => {
  it('become features: numbers standardised, values one column each, keys and names none', async () => {
    const users: Rows = [
      ['user', 'age:integer', 'city:category', 'joined:date'],
      ['a', 20, 'Oslo', '2020-01-01'],
      ['b', 40, 'Rome', '2021-01-01'],
      ['c', null, 'Oslo', null],
    ];
    const { prepared } = await preparedFrom(
      { events, users },
      { split: { kind: 'none' }, users: { key: 'user', segment: 'city' } },
    );
    expect(prepared.userFeatureNames).toEqual(['age', 'city = Oslo', 'city = Rome']);
    // Mean 30, deviation 10 over those who told; missing stands at the mean.
    expect(Array.from(prepared.learn.userFeatures!.value)).toEqual([-1, 1, 0, 1, 0, 1, 0, 1, 0]);
    expect(prepared.segmentNames).toEqual(['Oslo', 'Rome']);
  });
});
