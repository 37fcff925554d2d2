import { afterAll, describe, expect, it } from 'vitest';
import { cleanPlan } from '#shared/encoding/plan/clean-plan.ts';
import { createPlanRows } from '#shared/encoding/plan/plan-rows.ts';
import { clean, type RowPlan } from '#shared/model/cells/clean.ts';
import type { CellValue, ColumnType, TableInfo } from '#shared/model/table.ts';
import { createRandom } from '#shared/random/index.ts';
import { cleanTable } from '../../../../src-main/backend/clean/index.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

async function cleaned(
  table: TableInfo,
  steps: object[],
  others: { name: string; table: TableInfo }[] = [],
): Promise<{ plan: RowPlan; columns: TableInfo['columns']; rows: CellValue[][] }> {
  const output = await cleanTable(workspace, {
    ...{ table, others, steps: clean.settings.parse({ steps }).steps },
    pace: () => Promise.resolve(),
    progress: () => undefined,
  });
  const { columns, id } = output.table;
  if (output.plan === null) throw new Error('no plan');
  return { plan: output.plan, columns, rows: storedRows(workspace, id) };
}

/** Rows taken one at a time through a plan that has been text in between. */
function replayed({ columns, steps }: RowPlan, rows: readonly CellValue[][]) {
  const plan = createPlanRows(cleanPlan.parse(JSON.parse(JSON.stringify({ columns, steps }))));
  const results = rows.map((row) => plan.apply(row));
  return {
    columns: plan.columns.map(({ name, type }) => ({ name, type })),
    rows: results.filter(({ left }) => left === null).map(({ row }) => row),
  };
}

const columns: Record<string, ColumnType> = {
  id: 'text',
  city: 'category',
  age: 'text',
  joined: 'text',
  spent: 'real',
  visits: 'integer',
  member: 'boolean',
};
const cities = [
  'London',
  ' london ',
  'ＰＡＲＩＳ',
  'paris',
  'Zürich',
  '北京',
  '',
  ' ',
  null,
  "O'Hare",
];
const ages = [
  '41',
  '999',
  'unknown',
  '1,250',
  '-3',
  '',
  null,
  '2.5',
  '17 ',
  '1e2',
  '9007199254740993',
];
const days = [
  '2024-02-29',
  '2024-02-30',
  '29/02/2024',
  '2024-02-29T10:00:00Z',
  '',
  null,
  'soon',
  '0400-01-01',
];

function randomRows(seed: number, count: number): CellValue[][] {
  const random = createRandom(seed);
  const of = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
  return Array.from({ length: count }, (_, at) => [
    `u${Math.floor(at / 2)}`,
    of(cities),
    of(ages),
    of(days),
    random.next() < 0.1 ? null : (random.next() - 0.3) * 10 ** Math.floor(random.next() * 6),
    random.next() < 0.1 ? null : Math.floor(random.next() ** 4 * 500) - 20,
    of([0, 1, null]),
  ]);
}

/** Every kind of step that looks at one row, each with every option at least once. */
const steps: object[][] = [
  [{ type: 'text', column: 'city', case: 'lower' }],
  [
    {
      type: 'text',
      column: 'city',
      case: 'upper',
      normalise: false,
      trim: false,
      collapseSpaces: false,
    },
  ],
  [
    { type: 'text', column: 'city', case: 'keep' },
    {
      type: 'replace',
      column: 'city',
      values: [
        { from: 'paris', to: 'PARIS' },
        { from: null, to: 'nowhere' },
        { from: 'PARIS', to: 'x' },
      ],
    },
  ],
  [
    { type: 'retype', column: 'age', to: 'integer' },
    { type: 'outliers', column: 'age', rule: 'iqr', factor: 1.5, action: 'clip' },
  ],
  [
    { type: 'retype', column: 'age', to: 'real' },
    { type: 'missing', column: 'age', fill: 'mean', indicator: true },
  ],
  [{ type: 'retype', column: 'age', to: 'real', number: { decimal: ',', thousands: '.' } }],
  [
    { type: 'retype', column: 'joined', to: 'date', time: { reading: 'year_month_day' } },
    { type: 'missing', column: 'joined', fill: 'mode' },
  ],
  [
    { type: 'retype', column: 'joined', to: 'date', time: { reading: 'day_month_year' } },
    { type: 'filter', column: 'joined', compare: 'at_least', value: '2000-01-01' },
  ],
  [
    { type: 'retype', column: 'member', to: 'text' },
    { type: 'retype', column: 'visits', to: 'category' },
  ],
  [
    { type: 'retype', column: 'visits', to: 'real' },
    { type: 'retype', column: 'spent', to: 'integer' },
  ],
  [{ type: 'retype', column: 'age', to: 'boolean' }],
  [
    { type: 'outliers', column: 'spent', rule: 'zscore', factor: 1, action: 'clip' },
    { type: 'missing', column: 'spent', fill: 'median' },
  ],
  [
    { type: 'outliers', column: 'visits', rule: 'iqr', factor: 0.5, action: 'clip' },
    { type: 'missing', column: 'visits', fill: 'mean', indicator: true },
  ],
  [{ type: 'outliers', column: 'spent', rule: 'iqr', factor: 1, action: 'drop' }],
  [
    { type: 'missing', column: 'spent', fill: 'drop_row', indicator: true },
    { type: 'duplicates', keys: ['id'] },
  ],
  [
    { type: 'missing', column: 'city', fill: 'constant', value: 'unknown', indicator: true },
    { type: 'drop_columns', columns: ['id', 'age'] },
  ],
  [
    { type: 'rename', column: 'city', to: 'town' },
    { type: 'text', column: 'town', case: 'lower' },
    { type: 'rename', column: 'id', to: 'city' },
  ],
  ...['present', 'missing'].map((compare) => [{ type: 'filter', column: 'age', compare }]),
  ...['equals', 'not_equals', 'less', 'at_most', 'greater', 'at_least'].map((compare) => [
    { type: 'filter', column: 'visits', compare, value: 3 },
    { type: 'filter', column: 'city', compare, value: 'paris' },
  ]),
];

describe('the plan of a cleaning, row by row', () => {
  it.each(steps.map((list, at) => ({ list, at, name: JSON.stringify(list) })))(
    'gives the table that was stored: $name',
    async ({ list, at }) => {
      const rows = randomRows(at, 600);
      const table = storeTable(workspace, columns, rows);
      const result = await cleaned(table, list);
      const isUnique = list.some((step) => JSON.stringify(step).includes('duplicates'));
      const given = isUnique
        ? rows.filter((_, row) => row % 2 === 0 || rows[row - 1]?.[4] === null)
        : rows;
      expect(replayed(result.plan, given)).toEqual({ columns: result.columns, rows: result.rows });
      expect(result.plan.after).toBeNull();
      expect(result.plan.passed).toEqual(isUnique ? ['duplicates'] : []);
    },
  );

  it('gives it for all of the steps one after the other', async () => {
    const rows = randomRows(77, 2000);
    const list = [steps[2], steps[3], steps[6], steps[11], steps[12]]
      .flat()
      .flatMap((step) => step ?? []);
    const result = await cleaned(storeTable(workspace, columns, rows), list);
    expect(replayed(result.plan, rows)).toEqual({ columns: result.columns, rows: result.rows });
  });

  it('holds bounds and fillings as numbers: quartiles and median as numpy has them', async () => {
    const rows = [1, 2, 3, 4, 100, null].map((value) => [value]);
    const { plan } = await cleaned(storeTable(workspace, { v: 'real' }, rows), [
      { type: 'outliers', column: 'v', rule: 'iqr', factor: 1.5, action: 'clip' },
      { type: 'missing', column: 'v', fill: 'mean' },
    ]);
    // numpy.percentile([1, 2, 3, 4, 100], [25, 75]) is [2, 4]; the mean of 1, 2, 3, 4 and 7 is 3.4.
    expect(plan.steps).toEqual([
      { type: 'clip', column: 'v', low: -1, high: 7 },
      { type: 'fill', column: 'v', value: 3.4 },
    ]);
  });

  it('begins anew behind a join and an aggregation, and says behind which', async () => {
    const table = storeTable(workspace, { k: 'text', v: 'real' }, [
      ['A', 1],
      ['B', 2],
      ['a', 3],
    ]);
    const other = storeTable(workspace, { k: 'text', w: 'real' }, [['a', 10]]);
    const lower = { type: 'text', column: 'k', case: 'lower' };
    const join = { type: 'join', index: 0, key: 'k', otherKey: 'k' };
    const fill = { type: 'missing', column: 'w', fill: 'constant', value: 0 };
    const joined = await cleaned(table, [lower, join, fill], [{ name: 'Other', table: other }]);
    expect(joined.plan).toEqual({
      columns: [
        { name: 'k', type: 'text' },
        { name: 'v', type: 'real' },
        { name: 'w', type: 'real' },
      ],
      steps: [{ type: 'fill', column: 'w', value: 0 }],
      after: { step: 1, type: 'join' },
      passed: [],
    });
    const sum = {
      type: 'aggregate',
      by: 'k',
      columns: [{ function: 'sum', column: 'v', as: 's' }],
    };
    const keys = { type: 'duplicates', keys: ['k'] };
    const summed = await cleaned(table, [
      keys,
      lower,
      sum,
      { type: 'rename', column: 's', to: 't' },
    ]);
    expect(summed.plan).toEqual({
      columns: [
        { name: 'k', type: 'text' },
        { name: 's', type: 'real' },
      ],
      steps: [{ type: 'rename', column: 's', to: 't' }],
      after: { step: 2, type: 'aggregate' },
      passed: [],
    });
  });
});
