import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chart, type ChartOutput, type ChartSettings } from '#shared/model/cells/chart.ts';
import { type RowGroup } from '#shared/model/row-grouping.ts';
import type { CellValue, ColumnType, TableInfo } from '#shared/model/table.ts';
import { chartAggregates, chartMarks } from '#shared/model/chart-choices.ts';
import { readChartColumn } from '../../../../../src-main/backend/data/chart/chart-column.ts';
import { drawChart } from '../../../../../src-main/backend/data/chart/draw-chart.ts';
import { runChart } from '../../../../../src-main/backend/data/index.ts';
import { openDatabaseFile } from '../../../../../src-main/backend/storage/index.ts';
import { storeTable, temporaryWorkspace } from '../../../../support/workspace.ts';

let { workspace, remove }: ReturnType<typeof temporaryWorkspace> = {} as never;
let table: TableInfo;
const golden = join(import.meta.dirname, '../../../../golden/charts');
const read = (name: string): unknown => JSON.parse(readFileSync(join(golden, name), 'utf8'));

const figures = z.record(z.string(), z.tuple([z.number().nullable(), z.number()]));
const reference = z
  .object({
    byPlace: z.record(z.string(), figures),
    ...{ usersByPlace: figures, paidByPlace: figures, byTime: z.record(z.string(), figures) },
    ...{ byWeekday: figures, byHour: figures, crossed: figures },
    boxes: z.record(z.string(), z.record(z.string(), z.number())),
    shares: z.record(z.string(), z.number()),
  })
  .parse(read('reference.json'));

const types: Record<string, ColumnType> = {
  ...{ when: 'date', place: 'category', amount: 'real', age: 'integer', paid: 'boolean' },
  ...{ children: 'integer', user: 'integer' },
};

beforeAll(() => {
  ({ workspace, remove } = temporaryWorkspace());
  table = storeTable(workspace, types, read('rows.json') as CellValue[][]);
});
afterAll(() => remove());

const draw = (settings: z.input<typeof chart.settings>, of = table): Promise<ChartOutput> =>
  runChart(workspace.tables, of, chart.settings.parse(settings), {
    ...{ seed: 1, signal: new AbortController().signal },
  });

const keyOf = (group: RowGroup): string => {
  if (group.type === 'value') return String(group.value);
  if (group.type === 'time') return new Date(group.from).toISOString().slice(0, 10);
  return group.type === 'place' ? String(group.place) : group.type;
};

/** Figure and rows by the name of the group, of a chart without colours and panels. */
function drawn({ x, drawing }: ChartOutput): Record<string, [number | null, number]> {
  if (drawing.type !== 'values' || drawing.series.length !== 1) throw new Error('another chart');
  const { values, rows } = drawing.series[0]!;
  return Object.fromEntries(x.groups.map((group, at) => [keyOf(group), [values[at]!, rows[at]!]]));
}

function agree(found: Record<string, [number | null, number]>, expected: z.infer<typeof figures>) {
  expect(Object.keys(found).toSorted()).toEqual(Object.keys(expected).toSorted());
  for (const [key, [value, rows]] of Object.entries(expected)) {
    expect(found[key]![1], key).toBe(rows);
    expect(found[key]![0], key).toBeCloseTo(value!, 9);
  }
}

describe('charts of rows put together agree with pandas', () => {
  it.each(['sum', 'mean', 'median', 'min', 'max'] as const)('%s by category', async (aggregate) => {
    const settings: Partial<ChartSettings> = { x: 'place', y: 'amount', aggregate };
    agree(drawn(await draw(settings)), reference.byPlace[aggregate]!);
  });

  it('different values, and the share of a boolean', async () => {
    agree(
      drawn(await draw({ x: 'place', y: 'user', aggregate: 'distinct' })),
      reference.usersByPlace,
    );
    agree(drawn(await draw({ x: 'place', y: 'paid' })), reference.paidByPlace);
  });

  it.each(['week', 'month', 'quarter', 'day'] as const)(
    'sums by %s, empty ones as 0',
    async (unit) => {
      const output = await draw({ x: 'when', y: 'amount', aggregate: 'sum', unit });
      expect(output.x.unit).toBe(unit);
      const found = Object.entries(drawn(output));
      expect(found.filter(([, [, rows]]) => rows === 0).every(([, [value]]) => value === 0)).toBe(
        true,
      );
      const kept = Object.fromEntries(found.filter(([, [, rows]]) => rows > 0));
      agree(
        kept,
        Object.fromEntries(Object.entries(reference.byTime[unit]!).filter(([, [, n]]) => n > 0)),
      );
    },
  );

  it('days of the week from Monday, hours of the day', async () => {
    agree(drawn(await draw({ x: 'when', y: 'amount', unit: 'weekday' })), reference.byWeekday);
    const hours = await draw({ x: 'when', y: 'amount', aggregate: 'distinct', unit: 'day_hour' });
    const counts = Object.fromEntries(
      Object.entries(drawn(hours)).map(([key, [, n]]) => [key, [n, n]] as const),
    );
    agree(counts as never, reference.byHour);
  });

  it('boxes by category', async () => {
    const { x, drawing } = await draw({ x: 'place', y: 'amount', mark: 'box' });
    if (drawing.type !== 'boxes') throw new Error('no boxes');
    expect(x.groups.map(keyOf).toSorted()).toEqual(Object.keys(reference.boxes).toSorted());
    for (const [at, group] of x.groups.entries()) {
      const box: Record<string, unknown> = drawing.series[0]!.boxes[at]!;
      for (const [name, value] of Object.entries(reference.boxes[keyOf(group)]!))
        expect(box[name], `${keyOf(group)} ${name}`).toBeCloseTo(value, 9);
    }
  });

  it('a heat map of means, fields without rows empty', async () => {
    const output = await draw({ x: 'place', y: 'children', colour: 'amount', mark: 'heat' });
    const { x, y, drawing } = output;
    if (drawing.type !== 'cells') throw new Error('no heat map');
    const found = y!.groups.flatMap((up, b) =>
      x.groups.map((across, a): [string, [number | null, number]] => [
        `${keyOf(across)}|${keyOf(up)}`,
        [drawing.panels[0]!.values[b]![a]!, drawing.panels[0]!.rows[b]![a]!],
      ]),
    );
    expect(found.every(([, [value, rows]]) => (value === null) === (rows === 0))).toBe(true);
    agree(Object.fromEntries(found.filter(([, [, rows]]) => rows > 0)), reference.crossed);
  });

  it('shares of each group where bars have colours', async () => {
    const { x, colour, drawing } = await draw({ x: 'place', colour: 'paid', aggregate: 'share' });
    if (drawing.type !== 'values') throw new Error('no bars');
    for (const one of drawing.series)
      for (const [at, group] of x.groups.entries()) {
        const key = `${keyOf(group)}|${keyOf(colour!.groups[one.colour]!)}`;
        expect(one.values[at], key).toBeCloseTo(reference.shares[key] ?? 0, 12);
      }
  });
});

describe('what is proposed', () => {
  it.each([
    [{ x: 'amount' }, 'histogram', 'count'],
    [{ x: 'when' }, 'line', 'count'],
    [{ x: 'place' }, 'bar', 'count'],
    [{ x: 'age', y: 'amount' }, 'scatter', null],
    [{ x: 'when', y: 'amount' }, 'line', 'mean'],
    [{ x: 'place', y: 'amount' }, 'bar', 'mean'],
    [{ x: 'place', y: 'paid' }, 'bar', 'mean'],
    [{ x: 'paid', y: 'place' }, 'heat', 'count'],
    [{}, 'line', 'count'],
  ])('%j is a %s', async (settings, mark, aggregate) => {
    expect(await draw(settings)).toMatchObject({ mark, aggregate });
  });

  it('every kind and figure offered for any two columns can be drawn', () => {
    const db = openDatabaseFile(workspace.tables.file, { readonly: true });
    const of = new Map(
      table.columns.map((column, at) => [column.name, readChartColumn(db, table, at)]),
    );
    db.close();
    const names = ['when', 'place', 'amount', 'paid'];
    const find = (name: string | null) => (name === null ? null : of.get(name)!);
    for (const x of names)
      for (const y of [null, ...names])
        for (const mark of chartMarks(find(x)!.column, find(y)?.column ?? null))
          for (const colour of [null, 'paid', 'amount', 'when'])
            for (const aggregate of [
              null,
              ...chartAggregates(mark, find(y)?.column ?? null, find(colour)?.column ?? null),
            ]) {
              const columns = {
                ...{ x: find(x)!, y: find(y), colour: find(colour), facet: find('children') },
              };
              const settings = chart.settings.parse({ mark, aggregate });
              const output = drawChart(columns, { ...settings, rows: table.rows, seed: 1 });
              const whole = { ...output, rows: table.rows, synthetic: false };
              expect(chart.output.parse(whole).used).toBeGreaterThan(0);
            }
  });

  it('refuses a kind and a figure that do not fit', async () => {
    await expect(draw({ x: 'place', y: 'amount', mark: 'scatter' })).rejects.toMatchObject({
      code: 'chart_unfit',
    });
    await expect(
      draw({ x: 'place', y: 'place', mark: 'bar', aggregate: 'mean' }),
    ).rejects.toMatchObject({ code: 'chart_unfit' });
    await expect(draw({ x: 'Place' })).rejects.toMatchObject({ code: 'column_missing' });
  });
});

describe('many values', () => {
  it('puts the rest together, never a single one, and keeps every row', async () => {
    const output = await draw({ x: 'place', most: 3 });
    const groups = output.x.groups.map((group) => group.type);
    expect(groups).toEqual(['value', 'value', 'other', 'missing']);
    expect(output.x.groups[2]).toEqual({ type: 'other', values: 5 });
    const counts = Object.values(drawn(output)).map(([, rows]) => rows);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(900);
    expect(
      (await draw({ x: 'place', most: 7 })).x.groups.some(({ type }) => type === 'other'),
    ).toBe(false);
  });

  it('histograms count every number once, in bins that cover the range', async () => {
    const output = await draw({ x: 'amount' });
    const amounts = (read('rows.json') as CellValue[][]).flatMap((row) =>
      typeof row[2] === 'number' ? [row[2]] : [],
    );
    expect(output.used).toBe(amounts.length);
    if (output.drawing.type !== 'values') throw new Error('no histogram');
    for (const [at, group] of output.x.groups.entries()) {
      if (group.type !== 'range') throw new Error('no range');
      const last = at === output.x.groups.length - 1;
      const inside = amounts.filter(
        (n) => n >= group.from && (last ? n <= group.to : n < group.to),
      );
      expect(output.drawing.series[0]!.values[at]).toBe(inside.length);
    }
  });

  it('a scatter plot of a large table shows rows drawn by chance, told, the same each time', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at): CellValue[] => [at, (at * 7919) % 20_011]);
    const large = storeTable(workspace, { a: 'integer', b: 'integer' }, rows);
    const [one, two] = [
      await draw({ x: 'a', y: 'b' }, large),
      await draw({ x: 'a', y: 'b' }, large),
    ];
    expect(one).toEqual(two);
    expect(one).toMatchObject({ rows: 20_000, used: 20_000, points: 5000 });
    if (one.drawing.type !== 'points') throw new Error('no points');
    const { x, y, rows: numbers } = one.drawing.series[0]!;
    expect(numbers.every((row, at) => x[at] === row - 1 && y[at] === (x[at] * 7919) % 20_011)).toBe(
      true,
    );
    // Each row as likely: the mean of 5,000 of 0 to 19,999 lies within five standard errors.
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    expect(Math.abs(mean - 9999.5)).toBeLessThan((5 * 5774) / Math.sqrt(5000));
  });

  it('draws times over centuries, one value, and nothing at all', async () => {
    const dates = storeTable(workspace, { d: 'date', t: 'text' }, [
      ['0099-03-01', 'a'],
      ['2024-02-29 12:00:00', 'b'],
      ['9999-12-31', null],
    ]);
    const output = await draw({ x: 'd', unit: 'hour' }, dates);
    expect(output.used).toBe(3);
    expect(output.x.groups.length).toBeLessThanOrEqual(1500);
    const one = storeTable(workspace, { n: 'real' }, [[5], [5], [null]]);
    expect(await draw({ x: 'n' }, one)).toMatchObject({
      used: 2,
      x: { groups: [{ type: 'range', from: 5, to: 5 }] },
    });
    const none = storeTable(workspace, { n: 'real', c: 'category' }, [[null, null]]);
    for (const mark of ['histogram', 'bar', 'line'] as const)
      expect((await draw({ x: 'n', mark }, none)).used).toBe(0);
    const empty = storeTable(workspace, { n: 'real', c: 'category' }, []);
    expect((await draw({ x: 'c', y: 'n', colour: 'c' }, empty)).used).toBe(0);
  });
});
