import { describe, expect, it } from 'vitest';
import { batch } from '#shared/model/cells/batch.ts';
import { barredItems } from '../../../../../../src-main/backend/recommend/batch/rules.ts';
import { separatorOf } from '../../../../../../src-main/backend/recommend/interactions/sides/category-parts.ts';
import { preparedFrom, type Rows } from '../../prepared-from.ts';

const events: Rows = [
  ['user', 'item'],
  ...['m1', 'm2', 'm3', 'm4'].flatMap((item) => [
    ['a', item],
    ['b', item],
  ]),
];
const none = { split: { kind: 'none' } };

describe('several categories of one item', () => {
  it('joined by bars are each a category: counted, barred and learnt by themselves', async () => {
    const items: Rows = [
      ['item', 'genres'],
      ['m1', 'Action|Comedy'],
      ['m2', 'Comedy'],
      ['m3', 'Drama|Comedy|Action'],
      ['m4', 'Drama'],
    ];
    const { prepared, summary } = await preparedFrom(
      { events, items },
      { ...none, items: { key: 'item', category: 'genres' } },
    );
    expect(summary.categories).toEqual([
      { name: 'Comedy', items: 3 },
      { name: 'Action', items: 2 },
      { name: 'Drama', items: 2 },
    ]);
    expect(prepared.itemFeatureNames).toEqual([
      ...['genres = Comedy', 'genres = Action', 'genres = Drama'],
    ]);
    expect(Array.from(prepared.learn.itemFeatures!.value)).toEqual([
      ...[1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1],
    ]);
    const { rules } = batch.settings.parse({ rules: { withoutCategories: ['Action'] } });
    const barred = barredItems(prepared, rules, { column: '', ids: [] });
    expect([...barred.exclude].map((item) => prepared.itemIds[item])).toEqual(['m1', 'm3']);
  });

  it('may be told by a yes/no column each, as u.item of MovieLens has them', async () => {
    const items: Rows = [
      ['item', 'title', 'Action:integer', 'Comedy:integer', 'Drama:integer', 'War:integer'],
      ['m1', 'One', 1, 1, 0, 0],
      ['m2', 'Two', 0, 1, 0, 0],
      ['m3', 'Three', 0, 0, 0, 0],
      ['m4', 'Four', 0, 0, 1, 1],
    ];
    const { prepared, summary } = await preparedFrom(
      { events, items },
      { ...none, items: { key: 'item', title: 'title' } },
    );
    expect(prepared.categories).toEqual(['Action|Comedy', 'Comedy', null, 'Drama|War']);
    expect(summary.categories?.[0]).toEqual({ name: 'Comedy', items: 2 });
  });

  it('are told by commas or semicolons only where the parts are names used again', () => {
    expect(separatorOf(['rock, pop', 'pop', 'jazz, rock', 'jazz, pop', 'rock'])).toBe(',');
    expect(separatorOf(['rock; pop', 'pop', 'jazz; rock', 'jazz; pop', 'rock'])).toBe(';');
    expect(separatorOf(['动作、喜剧', '喜剧', '剧情、动作', '剧情、喜剧', '动作'])).toBe('、');
    expect(separatorOf(['Home, garden', 'Toys, games', 'Books, maps', 'Food'])).toBeNull();
    expect(separatorOf(['lamp', 'chair', null])).toBeNull();
  });
});
