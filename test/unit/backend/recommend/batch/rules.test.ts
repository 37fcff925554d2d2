import { describe, expect, it } from 'vitest';
import { batch } from '#shared/model/cells/batch.ts';
import { barredItems } from '../../../../../src-main/backend/recommend/batch/rules.ts';
import { preparedFrom } from '../prepared-from.ts';

const tables = {
  events: [
    ['user', 'item'],
    ['a', 'x'],
    ['a', 'y'],
    ['b', 'z'],
    ['b', 'w'],
  ],
  items: [
    ['id', 'kind:category'],
    ['x', 'tea'],
    ['y', 'tea'],
    ['z', 'mug'],
    ['w', null],
  ],
};
const settings = { split: { kind: 'none' }, items: { key: 'id', category: 'kind' } };
const rules = (given: object) => batch.settings.parse({ rules: given }).rules;

describe('rules of what is not recommended', () => {
  it('bar items by category, by id and by a table, each counted once and with its rule', async () => {
    const { prepared } = await preparedFrom(tables, settings);
    const { exclude, leftOut } = barredItems(
      prepared,
      rules({ withoutCategories: ['tea', 'gone'], withoutItems: ['x', 'z', 'typo'] }),
      ['z', 'w', 'other'],
    );
    expect(Array.from(exclude, (item) => prepared.itemIds[item])).toEqual(['x', 'y', 'z', 'w']);
    expect(leftOut).toEqual({
      ...{ alreadyHad: 4, categories: 2, items: 2 },
      unknown: { count: 2, first: ['typo', 'other'] },
    });
  });

  it('bar nothing where there are none', async () => {
    const { prepared } = await preparedFrom(tables, settings);
    const { exclude, leftOut } = barredItems(prepared, rules({ alreadyHad: false }), []);
    expect(exclude).toHaveLength(0);
    expect(leftOut).toMatchObject({ alreadyHad: 0, categories: 0, items: 0 });
  });
});
