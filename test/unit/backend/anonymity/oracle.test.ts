import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ColumnType } from '#shared/model/table.ts';
import { codedColumns } from '../../../../src-main/backend/anonymity/coded-columns.ts';
import { classReport } from '../../../../src-main/backend/anonymity/class-report.ts';
import { combineAll } from '../../../../src-main/backend/anonymity/partition.ts';
import { sharedData } from '../../../support/shared-data.ts';
import { storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

let { workspace, remove }: ReturnType<typeof temporaryWorkspace> = {} as never;
beforeAll(() => ({ workspace, remove } = temporaryWorkspace()));
afterAll(() => remove());

const golden = join(import.meta.dirname, '../../../golden/privacy');
const sensitive = z.object({
  ...{ numeric: z.boolean(), distinct_l: z.number(), entropy_l: z.number() },
  ...{ t_equal: z.number(), t_ordered: z.number() },
});
const sets = z.object({
  sets: z.array(
    z.object({
      ...{ qi: z.array(z.string()), sa: z.array(z.string()) },
      ours: z
        .object({
          ...{ k: z.number(), classes: z.number(), unique_rows: z.number(), largest: z.number() },
          ...{ avg_risk: z.number(), rows_under_5: z.number() },
        })
        .catchall(sensitive),
      pycanon: z.object({ k: z.number(), l: z.number(), entropy_l: z.number(), t: z.number() }),
    }),
  ),
});
type Set = z.infer<typeof sets>['sets'][number];
const read = (path: string) => sets.parse(JSON.parse(readFileSync(path, 'utf8'))).sets;

/** Stores a CSV file whose fields hold no commas; columns are text but those named. */
function store(path: string, numbers: readonly string[]) {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = head.split(',');
  const type = (name: string): ColumnType => (numbers.includes(name) ? 'integer' : 'text');
  const rows = lines.map((line) =>
    line.split(',').map((field, at) => (numbers.includes(names[at]!) ? Number(field) : field)),
  );
  return storeTable(
    workspace,
    names.map((name) => ({ name, type: type(name) })),
    rows,
  );
}

async function agrees(table: ReturnType<typeof store>, { qi, sa, ours, pycanon }: Set) {
  const at = [...qi, ...sa].map((name) => table.columns.findIndex((one) => one.name === name));
  const pace = async () => undefined;
  const columns = await codedColumns(workspace.tables, table, at, {
    ...{ pace, progress: () => undefined },
  });
  const parts = columns.slice(0, qi.length).map(({ part }) => part);
  const classes = await combineAll(parts, table.rows, pace);
  const found = await classReport(classes, columns.slice(qi.length), 5, pace);
  expect(found).toMatchObject({
    ...{ k: ours.k, classes: ours.classes, unique: ours.unique_rows, largest: ours.largest },
    ...{ below: ours.rows_under_5 },
  });
  expect(found.classes / found.rows).toBeCloseTo(ours.avg_risk, 12);
  for (const own of found.sensitive) {
    const expected = ours[own.column] as z.infer<typeof sensitive>;
    expect(own.distinct).toBe(expected.distinct_l);
    expect(own.entropy).toBeCloseTo(expected.entropy_l, 9);
    const closeness = own.ordered ? expected.t_ordered : expected.t_equal;
    expect(own.closeness).toBeCloseTo(closeness, 9);
  }
  // pycanon itself: several sensitive columns give the least l and the largest t; entropy l is cut to a whole number.
  const all = found.sensitive;
  expect(found.k).toBe(pycanon.k);
  expect(Math.min(...all.map(({ distinct }) => distinct))).toBe(pycanon.l);
  expect(Math.floor(Math.min(...all.map(({ entropy }) => entropy)) + 1e-9)).toBe(pycanon.entropy_l);
  expect(Math.max(...all.map(({ closeness }) => closeness))).toBeCloseTo(pycanon.t, 9);
}

describe('k, l and t equal those of pycanon 1.3.6 and of an independent reference', () => {
  it('on the wine bands, sensitive numbers in their order', async () => {
    const table = store(join(golden, 'wine-bands.csv'), ['target', 'proline_int']);
    const all = read(join(golden, 'kanon-wine.json'));
    expect(all).toHaveLength(4);
    for (const set of all) await agrees(table, set);
  });

  const people = sharedData('completejourney/demographics.csv');
  const answers = sharedData('privacy/kanon_demographics_public.json');
  it.skipIf(people === undefined || answers === undefined)(
    'on 801 households, a missing value being a value',
    async () => {
      const table = store(people!, []);
      for (const set of read(answers!)) await agrees(table, set);
    },
  );
});
