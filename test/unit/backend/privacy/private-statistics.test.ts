import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privateStatistics as definition } from '#shared/model/cells/private-statistics.ts';
import type { CellValue, ColumnType, TableInfo } from '#shared/model/table.ts';
import { expectedErrors } from '#shared/privacy/differential/expected-errors.ts';
import { shareOf } from '#shared/privacy/differential/noise.ts';
import type { Question } from '#shared/privacy/differential/question.ts';
import { createRandom } from '#shared/random/index.ts';
import { createPacer, createSystemBelow } from '../../../../src-main/backend/lib/index.ts';
import { privateStatistics } from '../../../../src-main/backend/privacy/index.ts';
import { release } from '../../../../src-main/backend/privacy/release.ts';
import type { Cost } from '../../../../src-main/backend/storage/index.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

let { workspace, remove }: ReturnType<typeof temporaryWorkspace> = {} as never;
beforeAll(() => ({ workspace, remove } = temporaryWorkspace()));
afterAll(() => remove());

const below = createSystemBelow();

async function told(table: TableInfo, settings: object, signal?: AbortSignal) {
  const costs: Cost[] = [];
  const output = await privateStatistics({
    ...{ table, tables: workspace.tables, below, pace: createPacer(signal) },
    settings: definition.settings.parse(settings),
    progress: () => undefined,
    check: () => undefined,
    spend: (cost) => void costs.push(cost),
  });
  return { ...definition.output.parse(output), costs };
}
const store = (columns: Record<string, ColumnType>, rows: CellValue[][]) =>
  storeTable(workspace, columns, rows);

const count: Question = { type: 'count' };
const bounds = { column: 'age', low: 0, high: 100 };
/** So much is given away that hardly any noise is left: what is told must be what is there. */
const loud = { epsilon: 100 };

function ages(rows: number) {
  const random = createRandom(3);
  return Array.from({ length: rows }, (): [string, number | null, string] => [
    `p${random.below(rows / 4)}`,
    random.next() < 0.1 ? null : Math.round(200 * random.next() * 10) / 10 - 50,
    ['a', 'b', 'c'][random.below(3)]!,
  ]);
}
const columns = { person: 'text', age: 'real', group: 'category' } as const;

describe('what is told of a table', () => {
  it('is what is there, bounded, where noise is next to nothing', async () => {
    const rows = ages(5000);
    const output = await told(store(columns, rows), {
      ...loud,
      questions: [
        count,
        { type: 'sum', ...bounds },
        { type: 'mean', ...bounds },
        { type: 'quantiles', ...bounds, at: [0.1, 0.5, 0.9] },
        { type: 'histogram', ...bounds, bins: 4 },
      ],
    });
    const known = rows.flatMap(([, age]) =>
      age === null ? [] : [Math.min(100, Math.max(0, age))],
    );
    const sum = known.reduce((a, b) => a + b, 0);
    const of = (type: string) =>
      output.lines.filter(({ question }) => output.questions[question]?.type === type);
    expect(Math.abs(of('count')[0]!.value - 5000)).toBeLessThan(3);
    expect(Math.abs(of('sum')[0]!.value - sum)).toBeLessThan(300);
    expect(Math.abs(of('mean')[0]!.value - sum / known.length)).toBeLessThan(0.1);
    const sorted = known.toSorted((a, b) => a - b);
    for (const { part, value } of of('quantiles')) {
      const lower = sorted.filter((age) => age < value - 0.1).length / known.length;
      const upto = sorted.filter((age) => age <= value + 0.1).length / known.length;
      expect(lower).toBeLessThanOrEqual(part! + 0.01);
      expect(upto).toBeGreaterThanOrEqual(part! - 0.01);
    }
    const bins = [0, 1, 2, 3].map(
      (bin) => known.filter((age) => Math.min(3, Math.floor(age / 25)) === bin).length,
    );
    for (const { part, value } of of('histogram'))
      expect(Math.abs(value - bins[part!]!)).toBeLessThan(3);
    expect(output.costs).toEqual([{ epsilon: 100, delta: 0 }]);
  });

  it('lies within the range told in 19 of 20 draws', async () => {
    const table = store(columns, ages(400));
    const rows = storedRows(workspace, table.id);
    const known = rows.flatMap(([, age]) =>
      typeof age === 'number' ? [Math.min(100, Math.max(0, age))] : [],
    );
    const sum = known.reduce((a, b) => a + b, 0);
    for (const noise of ['laplace', 'gaussian'] as const) {
      const inside = { count: 0, sum: 0, mean: 0 };
      const tries = 200;
      for (let i = 0; i < tries; i += 1) {
        const { lines } = await told(table, {
          ...{ noise, epsilon: 0.5 },
          questions: [count, { type: 'sum', ...bounds }, { type: 'mean', ...bounds }],
        });
        const within = (at: number, truth: number) =>
          lines[at]!.low! <= truth && truth <= lines[at]!.high! ? 1 : 0;
        inside.count += within(0, 400);
        inside.sum += within(1, sum);
        inside.mean += within(2, sum / known.length);
      }
      // 5 deviations below 95%.
      for (const hits of Object.values(inside))
        expect(hits / tries, noise).toBeGreaterThan(0.95 - 5 * Math.sqrt((0.95 * 0.05) / tries));
    }
  });

  it('tells a table from the one with a row more at most as epsilon says', () => {
    const draws = 50_000;
    const share = shareOf({ noise: 'laplace', epsilon: 1, delta: 0 }, 1);
    const high = (rows: number) => {
      let hits = 0;
      for (let i = 0; i < draws; i += 1)
        if (release(count, Float64Array.of(rows), { share, most: 1, below })[0]!.value >= 4)
          hits += 1;
      return hits / draws;
    };
    // P(X >= 1) = p / (1 + p) and P(X >= 0) = 1 / (1 + p) at p = 1/e: as far apart as epsilon allows, and no farther.
    const p = Math.exp(-1);
    const near = 5 * Math.sqrt(0.25 / draws);
    expect(Math.abs(high(3) - p / (1 + p))).toBeLessThan(near);
    expect(Math.abs(high(4) - 1 / (1 + p))).toBeLessThan(near);
  });
});

describe('one person', () => {
  it('counts with so many rows at most, and noise covers that many', async () => {
    const rows = Array.from({ length: 1000 }, (_, at) => [at < 990 ? 'one' : `p${at}`, 5, 'a']);
    const table = store(columns, rows as CellValue[][]);
    const settings = { ...loud, unit: 'person', person: 'person', most: 3, questions: [count] };
    const { lines } = await told(table, settings);
    expect(Math.abs(lines[0]!.value - 13)).toBeLessThan(2);
    const asked = { ...definition.settings.parse({ questions: [count] }), found: false };
    const [one] = expectedErrors({ ...asked, most: 1 });
    const [three] = expectedErrors({ ...asked, most: 3 });
    expect(three!.off / one!.off).toBeGreaterThan(2.5);
  });

  it('is anybody whose name is missing, each row by itself', async () => {
    const table = store(
      columns,
      Array.from({ length: 50 }, () => [null, 5, 'a']),
    );
    const settings = { ...loud, unit: 'person', person: 'person', questions: [count] };
    expect(Math.abs((await told(table, settings)).lines[0]!.value - 50)).toBeLessThan(2);
  });
});

describe('groups', () => {
  const grouped = (values: string[] | null) => ({ groups: { column: 'group', values } });

  it('that are listed are told of whether or not there is anybody in them', async () => {
    const table = store(columns, ages(3000));
    const output = await told(table, { ...loud, ...grouped(['b', 'a', 'z']), questions: [count] });
    expect(output.groups).toEqual(['a', 'b', 'z']);
    const truth = ['a', 'b'].map(
      (group) => storedRows(workspace, table.id).filter((row) => row[2] === group).length,
    );
    for (const [at, value] of [...truth, 0].entries())
      expect(Math.abs(output.lines[at]!.value - value)).toBeLessThan(3);
    expect(output.costs[0]!.delta).toBe(0);
    const stored = storedRows(workspace, output.table.id);
    expect(stored.map((row) => row[0])).toEqual(['a', 'b', 'z']);
  });

  it.each(['laplace', 'gaussian'])(
    'that are found never show what few people have (%s)',
    async (noise) => {
      const rows = [
        ...ages(3000),
        ...Array.from({ length: 200 }, (_, at) => [`x${at}`, 1, `secret ${at}`]),
      ];
      const table = store(columns, rows as CellValue[][]);
      const settings = {
        ...grouped(null),
        noise,
        epsilon: 1,
        delta: 1e-6,
        questions: [{ type: 'mean', ...bounds }],
      };
      const output = await told(table, settings);
      expect(output.groups).toEqual(['a', 'b', 'c']);
      expect(output.questions[0]).toEqual(count);
      expect(output.leastTold).toBeGreaterThan(10);
      expect(output.costs).toEqual([{ epsilon: 1, delta: 1e-6 }]);
    },
  );

  it('may be called as a column of the answer is', async () => {
    const table = store({ value: 'category' }, [['a']]);
    const settings = { ...loud, groups: { column: 'value', values: ['a'] }, questions: [count] };
    const names = (await told(table, settings)).table.columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what cannot be asked', () => {
  const ask = (question: object, settings: object = {}) =>
    told(store(columns, ages(40)), { ...settings, questions: [question] });

  it('is said before anything is spent', async () => {
    await expect(ask({ type: 'sum', ...bounds, column: 'nobody' })).rejects.toMatchObject({
      code: 'column_missing',
    });
    await expect(ask({ type: 'sum', ...bounds, column: 'group' })).rejects.toMatchObject({
      code: 'column_type',
    });
    await expect(ask({ type: 'sum', ...bounds, low: 100 })).rejects.toMatchObject({
      code: 'privacy_bounds',
    });
    await expect(ask(count, { unit: 'person', person: 'nobody' })).rejects.toMatchObject({
      code: 'column_missing',
    });
  });

  it.each([0, -1, Infinity, NaN, 1000])('is an epsilon of %d', (epsilon) => {
    expect(definition.settings.safeParse({ epsilon }).success).toBe(false);
  });

  it.each([0, -1, 0.5, 1, NaN])('is a delta of %d', (delta) => {
    expect(definition.settings.safeParse({ delta }).success).toBe(false);
  });

  it('is told of an empty table as of any other', async () => {
    const questions = [
      count,
      { type: 'mean', ...bounds },
      { type: 'quantiles', ...bounds, at: [0.5] },
    ];
    const { lines } = await told(store(columns, []), { questions });
    expect(lines).toHaveLength(3);
    for (const { value } of lines) expect(Number.isFinite(value)).toBe(true);
  });

  it('is stopped', async () => {
    const signal = AbortSignal.abort();
    const table = store(columns, ages(200_000));
    await expect(told(table, { questions: [count] }, signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
