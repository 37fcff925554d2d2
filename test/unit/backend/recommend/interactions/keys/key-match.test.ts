import { describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { keyRule, type KeyRule } from '#shared/model/cells/interactions.ts';
import { keyRepair } from '../../../../../../src-main/backend/recommend/interactions/keys/key-repair.ts';
import { preparedFrom, type Rows } from '../../prepared-from.ts';

const twelve = Array.from({ length: 12 }, (_, at) => at + 1);
const events: Rows = [
  ['user', 'item:integer'],
  ...twelve.flatMap((item) => [
    [`u${item % 3}`, item],
    [`u${(item + 1) % 3}`, item],
  ]),
];
const none = { split: { kind: 'none' } };

function itemsTable(idOf: (item: number) => string | number, type = 'text'): Rows {
  return [
    [`item:${type}`, 'title', 'category'],
    ...twelve.map((item) => [idOf(item), `Title ${item}`, `Cat${item % 3}`]),
  ];
}

async function failure(run: Promise<unknown>): Promise<PortraitError> {
  try {
    await run;
  } catch (thrown) {
    if (thrown instanceof PortraitError) return thrown;
  }
  throw new Error('nothing was refused');
}

describe('ids of a table beside the events', () => {
  const side = { items: { key: 'item', title: 'title' } };

  it('are told both ways, with three examples of those the other has not', async () => {
    const items: Rows = [
      ['item:integer', 'title'],
      ...[1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 22, 23].map((item) => [item, `Title ${item}`]),
    ];
    const { summary } = await preparedFrom({ events, items }, { ...none, ...side });
    expect(summary.matches?.items).toEqual({
      column: 'item',
      events: { ids: 12, found: 8, missing: ['9', '10', '11'] },
      table: { ids: 12, found: 8, missing: ['20', '21', '22'] },
      repair: null,
    });
    expect(summary.matches).toMatchObject({ users: null, friends: null });
  });

  it('agree where they are whole numbers of either type', async () => {
    for (const type of ['integer', 'real']) {
      const tables = { events, items: itemsTable((item) => item, type) };
      const { prepared } = await preparedFrom(tables, { ...none, ...side });
      expect(prepared.titles[0]).toBe('Title 1');
    }
  });

  const odd: [string, (item: number) => string, Partial<KeyRule>][] = [
    ['padded with zeros', (item) => String(item).padStart(4, '0'), { number: true }],
    ['with a prefix', (item) => `SKU${item}`, { tablePrefix: 'SKU' }],
    [
      'with a prefix and zeros',
      (item) => `ITEM-${String(item).padStart(5, '0')}`,
      { number: true, tablePrefix: 'ITEM-' },
    ],
    ['written as decimals', (item) => `${item}.0`, { number: true }],
    ['with spaces around', (item) => ` ${item} `, { spaces: true }],
    [
      'in full-width digits',
      (item) => String(item).replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))),
      { spaces: true, unicode: true },
    ],
  ];

  it.each(odd)(
    '%s are refused with what would mend it, and join once it is set',
    async (_, idOf, rule) => {
      const tables = { events, items: itemsTable(idOf) };
      const error = await failure(preparedFrom(tables, { ...none, ...side }));
      expect(error.code).toBe('side_keys_repairable');
      expect(error.params).toMatchObject({
        ...{ side: 'items', column: 'item', found: 12, of: 12, safe: 1 },
        setting: `items.keys = ${JSON.stringify(rule)}`,
        keys: [1, 2, 3].map(idOf).join(', '),
      });
      const mended = { ...none, items: { ...side.items, keys: rule } };
      const { prepared, summary } = await preparedFrom(tables, mended);
      expect(prepared.titles).toEqual(twelve.map((item) => `Title ${item}`));
      expect(summary.matches?.items?.events).toEqual({ ids: 12, found: 12, missing: [] });
    },
  );

  it('join once it is set where nothing else was chosen, as a run without a window sets it', async () => {
    const tables = { events, items: itemsTable((item) => String(item).padStart(4, '0')) };
    const unset = { user: null, item: null, items: { keys: { number: true } } };
    const { prepared } = await preparedFrom(tables, unset);
    expect(prepared.titles).toContain('Title 1');
  });

  it('that nothing explains are refused, and another column that holds them is proposed', async () => {
    const strange = { events, items: itemsTable((item) => `${'qxzvw'[item % 5]}${item}y`) };
    const error = await failure(preparedFrom(strange, { ...none, ...side }));
    expect(error.code).toBe('side_keys_unmatched');
    const items: Rows = [
      ['item', 'ean:integer'],
      ...twelve.map((item) => [`${'qxzvw'[item % 5]}y`, item]),
    ];
    const wrong = await failure(
      preparedFrom({ events, items }, { ...none, items: { key: 'item' } }),
    );
    expect(wrong).toMatchObject({
      code: 'side_keys_repairable',
      params: { setting: 'items.key = "ean"' },
    });
  });

  it('of users and friends are held to the same', async () => {
    const users: Rows = [
      ['user', 'age:integer'],
      ...[0, 1, 2].map((user) => [`U${user}`, 20 + user]),
    ];
    const error = await failure(
      preparedFrom({ events, users }, { ...none, users: { key: 'user' } }),
    );
    expect(error.params['setting']).toBe('users.keys = {"case":true}');
    const { prepared } = await preparedFrom(
      { events, users },
      { ...none, users: { key: 'user', keys: { case: true } } },
    );
    expect(prepared.attributes[0]!.values).toEqual([21, 22, 20]);
    const friends: Rows = [
      ['a', 'b'],
      ['user_0', 'user_1'],
    ];
    const other = await failure(preparedFrom({ events, friends }, none));
    expect(other.params).toMatchObject({
      side: 'friends',
      setting: 'friends.keys = {"tablePrefix":"user_","eventPrefix":"u"}',
    });
  });

  it('that few share are told with a proposal, without a refusal', async () => {
    const items = itemsTable((item) => (item === 1 ? '1' : String(item).padStart(4, '0')));
    const { summary } = await preparedFrom({ events, items }, { ...none, ...side });
    expect(summary.matches?.items).toMatchObject({
      events: { found: 1 },
      repair: { rule: keyRule.parse({ number: true }), found: 12, safe: true },
    });
  });
});

describe('a proposed way to compare ids', () => {
  it('is not safe where two ids of one side become one', () => {
    expect(keyRepair(['1', '2'], ['01', '001', '02'], 0)).toMatchObject({ found: 2, safe: false });
  });

  it('is none where ids only happen to share a form', () => {
    expect(keyRepair(['ab12', 'cd34', 'ef56'], ['901', '902', '903'], 0)).toBeNull();
  });
});
