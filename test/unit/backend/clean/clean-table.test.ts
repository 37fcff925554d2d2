import { afterAll, describe, expect, it } from 'vitest';
import { valueText } from '#shared/encoding/index.ts';
import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import { cleaned, columnOf, columns, rows } from '../../../support/clean.ts';
import { storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

const run = (
  table: TableInfo,
  steps: object[],
  others: { name: string; table: TableInfo }[] = [],
) => cleaned(workspace, table, steps, others);

const table = storeTable(workspace, columns, rows);
const picked = (...numbers: number[]): CellValue[][] => numbers.map((number) => rows[number] ?? []);

// Expected rows and numbers: pandas 3.1.1 on the same table, except where a name says otherwise.

describe('duplicates', () => {
  it.each([
    { keys: [], keep: 'first', wanted: [0, 1, 3, 4, 5, 6] },
    { keys: [], keep: 'last', wanted: [1, 3, 4, 5, 6, 7] },
    { keys: ['k'], keep: 'first', wanted: [0, 1, 3, 6] },
    { keys: ['k'], keep: 'last', wanted: [3, 4, 6, 7] },
  ])('are dropped as drop_duplicates does ($keys, $keep)', async ({ keys, keep, wanted }) => {
    const result = await run(table, [{ type: 'duplicates', keys, keep }]);
    expect(result.rows).toEqual(picked(...wanted));
    expect(result.steps[0]).toMatchObject({ rowsBefore: 8, rowsAfter: wanted.length });
  });

  it('tell long values apart that begin alike', async () => {
    const long = 'x'.repeat(300);
    const texts = storeTable(workspace, { t: 'text' }, [[`${long}1`], [`${long}2`], [`${long}1`]]);
    const result = await run(texts, [{ type: 'duplicates', keys: [] }]);
    expect(result.rows).toEqual([[`${long}1`], [`${long}2`]]);
  });
});

describe('missing values', () => {
  it('are filled with the mean, and whole numbers become real', async () => {
    const result = await run(table, [{ type: 'missing', column: 'x', fill: 'mean' }]);
    expect(columnOf(result, 'x')[3]).toBeCloseTo(16.142857142857142, 12);
    expect(result.table.columns[1]).toEqual({ name: 'x', type: 'real' });
    const { cellsChanged, examples } = result.steps[0] ?? { cellsChanged: 0, examples: [] };
    expect(cellsChanged).toBe(1);
    expect(examples).toEqual([
      { row: 4, column: 'x', before: null, after: columnOf(result, 'x')[3] },
    ]);
  });

  it('are filled with the median or the mode, of equals the smaller', async () => {
    const median = await run(table, [{ type: 'missing', column: 'y', fill: 'median' }]);
    expect(columnOf(median, 'y')[1]).toBe(2.5);
    const mode = await run(table, [{ type: 'missing', column: 'k', fill: 'mode' }]);
    expect(columnOf(mode, 'k')[6]).toBe('a');
    const even = storeTable(workspace, { v: 'integer' }, [[10], [9], [null], [9], [10]]);
    expect((await run(even, [{ type: 'missing', column: 'v', fill: 'mode' }])).rows[2]).toEqual([
      9,
    ]);
  });

  it('are filled with a constant of the column’s type, marked, or dropped', async () => {
    const marked = await run(table, [
      { type: 'missing', column: 'x', fill: 'constant', value: '7', indicator: true },
    ]);
    expect(marked.rows[3]).toEqual(['c', 7, -7, 1]);
    expect(marked.rows[0]).toEqual(['a', 1, 2.5, 0]);
    expect(marked.table.columns[3]).toEqual({ name: 'x missing', type: 'boolean' });
    const dropped = await run(table, [{ type: 'missing', column: 'x', fill: 'drop_row' }]);
    expect(dropped.rows).toEqual(picked(0, 1, 2, 4, 5, 6, 7));
  });
});

describe('outliers', () => {
  it('beyond the quartiles are clipped', async () => {
    const real = await run(table, [{ type: 'outliers', column: 'y', rule: 'iqr', action: 'clip' }]);
    expect(columnOf(real, 'y')).toEqual([2.5, null, 2.5, -2.5, 1, 0, 4, 2.5]);
    expect(real.steps[0]?.examples).toEqual([{ row: 4, column: 'y', before: -7, after: -2.5 }]);
  });

  it('in whole numbers are clipped to the nearest whole number inside (pandas: 8.5)', async () => {
    const whole = await run(table, [
      { type: 'outliers', column: 'x', rule: 'iqr', action: 'clip' },
    ]);
    expect(columnOf(whole, 'x')).toEqual([1, 5, 1, null, 8, 3, 2, 1]);
  });

  it('are left as they are before a column is chosen', async () => {
    const same = await run(table, [{ type: 'outliers', column: '', rule: 'iqr', action: 'clip' }]);
    expect(columnOf(same, 'y')).toEqual(columnOf(await run(table, []), 'y'));
  });

  it('by z-score are dropped, missing values stay', async () => {
    const step = { type: 'outliers', column: 'x', rule: 'zscore', action: 'drop' };
    const loose = await run(table, [{ ...step, factor: 2.45 }]);
    expect(loose.rows).toHaveLength(8);
    const strict = await run(table, [{ ...step, factor: 2.44 }]);
    expect(strict.rows).toEqual(picked(0, 1, 2, 3, 5, 6, 7));
  });
});

describe('aggregation', () => {
  const events = storeTable(workspace, { u: 'text', t: 'date', amount: 'real', item: 'category' }, [
    ['u1', '2024-01-01', 5, 'x'],
    ['u2', '2024-01-20', 2.5, 'y'],
    ['u1', '2024-01-31 12:00:00', 1, 'x'],
    ['u3', '2024-01-05', 7, 'z'],
    ['u2', '2024-01-25', null, 'y'],
    ['u1', '2024-01-31', 4, 'w'],
    [null, '2024-02-01', 100, 'x'],
  ]);
  const all = [
    { function: 'count', as: 'n' },
    { function: 'sum', column: 'amount', as: 'sum' },
    { function: 'mean', column: 'amount', as: 'mean' },
    { function: 'min', column: 'amount', as: 'least' },
    { function: 'max', column: 't', as: 'last' },
    { function: 'distinct', column: 'item', as: 'items' },
    { function: 'top', column: 'item', as: 'favourite' },
    { function: 'recency', column: 't', as: 'days' },
  ];

  it('makes one row per user, as groupby does', async () => {
    const result = await run(events, [{ type: 'aggregate', by: 'u', columns: all }]);
    expect(result.rows).toEqual([
      ['u1', 3, 10, 10 / 3, 1, '2024-01-31 12:00:00', 2, 'x', 0.5],
      ['u2', 2, 2.5, 2.5, 2.5, '2024-01-25', 1, 'y', 7],
      ['u3', 1, 7, 7, 7, '2024-01-05', 1, 'z', 27],
    ]);
    expect(result.table.columns.map(({ type }) => type)).toEqual([
      'text',
      'integer',
      'real',
      'real',
      'real',
      'date',
      'integer',
      'category',
      'real',
    ]);
    expect(result.steps[0]).toMatchObject({ rowsBefore: 7, rowsAfter: 3, withoutKey: 1 });
  });

  it('within a window keeps users without events in it (pandas’ filter drops them)', async () => {
    const step = { type: 'aggregate', by: 'u', time: 't', windowDays: 10, columns: all };
    const result = await run(events, [step]);
    expect(result.rows).toEqual([
      ['u1', 2, 5, 2.5, 1, '2024-01-31 12:00:00', 2, 'w', 0.5],
      ['u2', 1, 0, null, null, '2024-01-25', 1, 'y', 7],
      ['u3', 0, 0, null, null, null, 0, null, 27],
    ]);
  });

  it('comes after the steps before it and before those after it', async () => {
    const result = await run(events, [
      { type: 'filter', column: 'item', compare: 'not_equals', value: 'w' },
      { type: 'aggregate', by: 'u', columns: [{ function: 'count', as: 'n' }] },
      { type: 'filter', column: 'n', compare: 'at_least', value: 2 },
      { type: 'rename', column: 'n', to: 'events' },
    ]);
    expect(result.table.columns.map(({ name }) => name)).toEqual(['u', 'events']);
    expect(result.rows).toEqual([
      ['u1', 2],
      ['u2', 2],
    ]);
    expect(result.steps.map(({ rowsBefore, rowsAfter }) => [rowsBefore, rowsAfter])).toEqual([
      [7, 6],
      [6, 3],
      [3, 2],
      [2, 2],
    ]);
  });
});

describe('repairs', () => {
  it('normalise text, and make missing what is left empty', async () => {
    const texts = storeTable(workspace, { t: 'text' }, [
      ['  Hello   World '],
      ['ＡＢＣ１２３'],
      ['   '],
      ['ok'],
      [null],
    ]);
    const result = await run(texts, [{ type: 'text', column: 't', case: 'lower' }]);
    expect(columnOf(result, 't')).toEqual(['hello world', 'abc123', null, 'ok', null]);
    expect(result.steps[0]?.cellsChanged).toBe(3);
  });

  it.each([
    {
      to: 'real',
      values: ['1,234.50', '$12', '€ 7.5', '-3e2', '１２', '12%', 'abc', '1,2'],
      wanted: [1234.5, 12, 7.5, -300, 12, null, null, null],
    },
    {
      to: 'integer',
      values: ['007', ' 42 ', '2.6', '-0.4', '9007199254740993'],
      wanted: [7, 42, 3, 0, null],
    },
    { to: 'boolean', values: ['Yes', 'f', '1', '是', 'maybe'], wanted: [1, 0, 1, 1, null] },
    {
      to: 'date',
      values: ['2011-11-02', '25/12/2011 08:30', '03/04/2011'],
      wanted: ['2011-11-02', '2011-12-25 08:30:00', '2011-04-03'],
    },
    { to: 'date', values: ['12/25/2011', '03/04/2011'], wanted: ['2011-12-25', '2011-03-04'] },
  ])('read text as $to', async ({ to, values, wanted }) => {
    const texts = storeTable(
      workspace,
      { t: 'text' },
      values.map((value) => [value]),
    );
    const result = await run(texts, [{ type: 'retype', column: 't', to }]);
    expect(columnOf(result, 't')).toEqual(wanted);
    expect(result.table.columns[0]?.type).toBe(to);
    const [kind] = result.table.columns;
    const shown = (value: CellValue = null) =>
      kind?.type === 'boolean' ? valueText(value, kind) : String(value);
    const changed = values.filter((value, at) => value !== shown(wanted[at])).length;
    expect(result.steps[0]?.cellsChanged).toBe(changed);
  });

  it('read words as booleans that go on saying these words', async () => {
    const texts = storeTable(workspace, { t: 'text' }, [['nein'], ['ja'], ['ja'], [null], ['JA']]);
    const result = await run(texts, [{ type: 'retype', column: 't', to: 'boolean' }]);
    expect(result.table.columns).toEqual([{ name: 't', type: 'boolean', words: ['nein', 'ja'] }]);
    expect(result.steps[0]?.examples).toEqual([{ row: 5, column: 't', before: 'JA', after: 'ja' }]);
    const kept = await run(result.table, [
      { type: 'rename', column: 't', to: 'u' },
      { type: 'filter', column: 'u', compare: 'equals', value: 'Ja' },
      { type: 'retype', column: 'u', to: 'category' },
    ]);
    expect(columnOf(kept, 'u')).toEqual(['ja', 'ja', 'ja']);
  });

  it('keep the words of columns that are grouped by, counted and joined', async () => {
    const flags: Column[] = [
      { name: 'f', type: 'boolean', words: ['N', 'Y'] },
      { name: 'k', type: 'integer' },
    ];
    const own = storeTable(workspace, flags, [
      [1, 1],
      [0, 2],
      [1, 3],
    ]);
    const grouped = await run(own, [
      {
        ...{ type: 'aggregate', by: 'f' },
        columns: [
          { function: 'max', column: 'f', as: 'most' },
          { function: 'count', as: 'n' },
        ],
      },
    ]);
    expect(grouped.table.columns).toEqual([
      { name: 'f', type: 'boolean', words: ['N', 'Y'] },
      { name: 'most', type: 'boolean', words: ['N', 'Y'] },
      { name: 'n', type: 'integer' },
    ]);
    const keys = storeTable(workspace, { key: 'integer' }, [[1], [2]]);
    const join = { type: 'join', index: 0, key: 'key', otherKey: 'k', how: 'left' };
    const joined = await run(keys, [join], [{ name: 'own', table: own }]);
    expect(joined.table.columns[1]).toEqual({ name: 'f', type: 'boolean', words: ['N', 'Y'] });
  });

  it('write booleans out as text', async () => {
    const flags = storeTable(workspace, { f: 'boolean' }, [[1], [0], [null]]);
    const result = await run(flags, [{ type: 'retype', column: 'f', to: 'category' }]);
    expect(columnOf(result, 'f')).toEqual(['TRUE', 'FALSE', null]);
  });
});

describe('filters', () => {
  it.each([
    ['equals', '1', [0, 2, 7]],
    ['not_equals', 1, [1, 3, 4, 5, 6]],
    ['less', 3, [0, 2, 6, 7]],
    ['at_most', 3, [0, 2, 5, 6, 7]],
    ['greater', 3, [1, 4]],
    ['at_least', 3, [1, 4, 5]],
    ['missing', null, [3]],
    ['present', null, [0, 1, 2, 4, 5, 6, 7]],
  ])('keep rows that are %s %s', async (compare, value, wanted) => {
    const result = await run(table, [{ type: 'filter', column: 'x', compare, value }]);
    expect(result.rows).toEqual(picked(...wanted));
  });
});

describe('steps together', () => {
  it('each see the rows the one before left, and statistics of those alone', async () => {
    const result = await run(table, [
      { type: 'duplicates', keys: [] },
      { type: 'filter', column: 'x', compare: 'not_equals', value: 100 },
      { type: 'missing', column: 'x', fill: 'mean', indicator: true },
      { type: 'drop_columns', columns: ['k'] },
      { type: 'missing', column: 'y', fill: 'drop_row' },
    ]);
    // After the first two steps x is 1, 5, missing, 3, 2.
    expect(result.rows).toEqual([
      [1, 2.5, 0],
      [2.75, -7, 1],
      [3, 0, 0],
      [2, 4, 0],
    ]);
    expect(
      result.steps.map((step) => [step.rowsBefore, step.rowsAfter, step.columnsAfter]),
    ).toEqual([
      [8, 6, 3],
      [6, 5, 3],
      [5, 5, 4],
      [5, 5, 3],
      [5, 4, 3],
    ]);
  });

  it('may join, then clean what was joined', async () => {
    const ages = storeTable(workspace, { id: 'text', age: 'integer' }, [
      ['a', 30],
      ['c', null],
    ]);
    const result = await run(
      table,
      [
        { type: 'duplicates', keys: ['k'] },
        { type: 'join', index: 0, key: 'k', otherKey: 'id' },
        { type: 'missing', column: 'age', fill: 'constant', value: 0 },
        { type: 'outliers', column: 'x', rule: 'iqr', action: 'clip' },
      ],
      [{ name: 'Ages', table: ages }],
    );
    expect(columnOf(result, 'age')).toEqual([30, 0, 0, 0]);
    expect(result.steps[2]?.cellsChanged).toBe(3);
  });

  it('are refused with a code where they cannot be taken, leaving no table behind', async () => {
    const before = workspace.tables.list().length;
    const wrong: [object, string][] = [
      [{ type: 'missing', column: 'gone', fill: 'mean' }, 'column_missing'],
      [{ type: 'missing', column: 'k', fill: 'mean' }, 'column_type'],
      [{ type: 'missing', column: 'x', fill: 'constant', value: 'abc' }, 'cell_settings_invalid'],
      [{ type: 'text', column: 'x' }, 'column_type'],
      [{ type: 'outliers', column: 'k', rule: 'iqr', action: 'drop' }, 'column_type'],
      [{ type: 'rename', column: 'x', to: 'y' }, 'cell_settings_invalid'],
      [{ type: 'drop_columns', columns: ['k', 'x', 'y'] }, 'cell_settings_invalid'],
      [{ type: 'join', index: 0, key: 'k', otherKey: 'k' }, 'cell_input_missing'],
      [{ type: 'aggregate', by: 'k', windowDays: 3, columns: [] }, 'column_missing'],
      [
        { type: 'aggregate', by: 'k', columns: [{ function: 'recency', column: 'x', as: 'r' }] },
        'column_type',
      ],
      [
        { type: 'aggregate', by: 'k', columns: [{ function: 'count', as: 'k' }] },
        'cell_settings_invalid',
      ],
    ];
    for (const [step, code] of wrong) {
      await expect(run(table, [step])).rejects.toMatchObject({ code });
    }
    expect(workspace.tables.list()).toHaveLength(before);
  });

  it('keep a synthetic mark from any of their tables', async () => {
    const synthetic = storeTable(workspace, { k: 'text' }, [['a']], true);
    const join = { type: 'join', index: 0, key: 'k', otherKey: 'k' };
    const result = await run(table, [join], [{ name: 'S', table: synthetic }]);
    expect(result.table.synthetic).toBe(true);
  });
});
