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
const none = { column: '', ids: [] };
const rules = (given: object) => batch.settings.parse({ rules: given }).rules;

describe('rules of what is not recommended', () => {
  it('bar items by category, by id and by a table, each counted once and with its rule', async () => {
    const { prepared } = await preparedFrom(tables, settings);
    const { exclude, leftOut } = barredItems(
      prepared,
      rules({ withoutCategories: ['tea', 'gone'], withoutItems: ['x', 'z', 'typo'] }),
      { column: 'id', ids: ['z', 'w', 'other'] },
    );
    expect(Array.from(exclude, (item) => prepared.itemIds[item])).toEqual(['x', 'y', 'z', 'w']);
    expect(leftOut).toEqual({
      ...{ alreadyHad: 4, categories: 2, items: 2 },
      unknown: { count: 2, first: ['typo', 'other'] },
    });
  });

  it('bar nothing where there are none', async () => {
    const { prepared } = await preparedFrom(tables, settings);
    const { exclude, leftOut } = barredItems(prepared, rules({ alreadyHad: false }), none);
    expect(exclude).toHaveLength(0);
    expect(leftOut).toMatchObject({ alreadyHad: 0, categories: 0, items: 0 });
  });

  it('bar items of a table whose ids are written another way once that is set, and refuse it before', async () => {
    const { prepared } = await preparedFrom(tables, settings);
    const gone = { column: 'sku', ids: ['SKU-X ', 'SKU-Z', 'SKU-Q'] };
    expect(() => barredItems(prepared, rules({}), gone)).toThrow(
      expect.objectContaining({
        code: 'side_keys_repairable',
        params: expect.objectContaining({ column: 'sku', found: 2 }),
      }),
    );
    const barredKeys = { spaces: true, case: true, tablePrefix: 'SKU-' };
    const { exclude, leftOut } = barredItems(prepared, rules({ barredKeys }), gone);
    expect(Array.from(exclude, (item) => prepared.itemIds[item])).toEqual(['x', 'z']);
    expect(leftOut.unknown).toEqual({ count: 1, first: ['SKU-Q'] });
  });

  it('take a table of ids that no item has as it is, and say so', async () => {
    const { prepared } = await preparedFrom(tables, settings);
    const { exclude, leftOut } = barredItems(prepared, rules({}), { column: 'id', ids: ['none'] });
    expect(exclude).toHaveLength(0);
    expect(leftOut.unknown).toEqual({ count: 1, first: ['none'] });
  });
});
