import { afterAll, describe, expect, it } from 'vitest';
import { features } from '#shared/model/cells/features.ts';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import type { TimeReading } from '#shared/values/time/format.ts';
import { fitFeatures, tableSource } from '../../../../src-main/backend/features/index.ts';
import { storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

/** Splits rows by their times, the latest fifth for the test; gives the values of each part. */
async function split(type: ColumnType, values: readonly CellValue[], reading?: TimeReading) {
  const rows = values.map((value, row) => [value, row, row % 2]);
  const table = storeTable(workspace, { t: type, x: 'integer', label: 'boolean' }, rows);
  const settings = features.settings.parse({
    label: { column: 'label' },
    split: {
      ...{ kind: 'time', column: 't', validation: 0, test: 0.2 },
      timeFormat: reading === undefined ? undefined : { reading },
    },
  });
  const source = tableSource(workspace.tables, table.id);
  const { parts, warnings, splitTimes } = await fitFeatures(source, settings, 7, () =>
    Promise.resolve(),
  );
  const told = warnings.filter(({ kind }) => kind.startsWith('split_'));
  const tested = values.filter((_, row) => parts[row] === 2);
  return { tested, told, splitTimes };
}

const ten = (of: (n: number) => CellValue): CellValue[] =>
  Array.from({ length: 10 }, (_, n) => of(n));

describe('the times of a split', () => {
  it('are read as one decision for the column, not put in the order of their letters', async () => {
    const days = ten((n) => `${25 - n}/0${(n % 3) + 1}/2021`);
    const { tested, told, splitTimes } = await split('text', days);
    // Latest: 23/03, then 20/03.
    expect(tested).toEqual(['23/03/2021', '20/03/2021']);
    expect([told, splitTimes?.format.reading]).toEqual([[], 'day_month_year']);
  });

  it('are read as one chooses, by the column itself where one does not', async () => {
    // Every value fits both orders; with the month first the latest are of August and September.
    const days = ten((n) => `0${(n % 9) + 1}/${String(12 - n).padStart(2, '0')}/2021`);
    const byItself = await split('text', days);
    expect(byItself.tested).toEqual(['01/12/2021', '02/11/2021']);
    expect(byItself.splitTimes?.concerns.map(({ kind }) => kind)).toEqual(['ambiguous_order']);
    const { tested, splitTimes } = await split('text', days, 'month_day_year');
    expect(tested).toEqual(['08/05/2021', '09/04/2021']);
    expect(splitTimes).toMatchObject({ chosen: true, concerns: [] });
  });

  it('are numbers in the unit one chooses, and what that does not read is told', async () => {
    const counts = ten((n) => n + 1);
    const days = await split('integer', counts, 'excel_days');
    expect(days).toMatchObject({ tested: [9, 10], splitTimes: { chosen: true } });
    expect(days.told).toEqual([]);
    const clash = ten((n) => (n % 2 === 0 ? `1${n}/05/2021` : `05/1${n}/2021`));
    const { told, splitTimes } = await split('text', clash, 'day_month_year');
    // 05/11/2021 is read day first as well; 05/13, 05/15, 05/17 and 05/19 are not.
    expect(told).toEqual([{ kind: 'split_without_time', column: 't', count: 4 }]);
    expect(splitTimes).toMatchObject({ read: 6, present: 10 });
    const words = ten((n) => `day ${n}`);
    await expect(split('text', words, 'seconds')).rejects.toMatchObject({ code: 'time_unread' });
  });

  it('are times and not numbers where digits leave the century out', async () => {
    const digits = ten((n) => (n < 5 ? 200_101 + n : 980_101 + n));
    const { tested, splitTimes } = await split('integer', digits);
    expect(tested).toEqual([200_104, 200_105]);
    expect(splitTimes?.format.reading).toBe('short_digits');
  });

  it('are refused where units are mixed, or no order of day and month fits', async () => {
    const mixed = ten((n) => (n % 2 === 0 ? 1_609_497_005 + n : 1_609_497_005_000 + n));
    await expect(split('integer', mixed)).rejects.toMatchObject({
      ...{ code: 'time_unit_clash', params: { column: 't' } },
    });
    const clash = ten((n) => (n % 2 === 0 ? `13/0${n + 1}/2021` : `0${n}/25/2021`));
    await expect(split('text', clash)).rejects.toMatchObject({ code: 'time_order_clash' });
  });

  it('are told to be no dates where they are a running count, or other numbers', async () => {
    const count = await split(
      'integer',
      ten((n) => n + 1),
    );
    expect(count).toMatchObject({ tested: [9, 10], splitTimes: null });
    expect(count.told).toEqual([{ kind: 'split_only_order', column: 't' }]);
    const signed = await split(
      'integer',
      ten((n) => n - 5),
    );
    expect(signed).toMatchObject({ tested: [3, 4], told: [{ kind: 'split_only_order' }] });
  });

  it('are told where rows have none, words for missing values among them', async () => {
    const { tested, told } = await split('text', [
      ...['2021-01-01', 'NULL', null, '2021-01-04', '2021-01-03', '2021-01-05', '2021-01-06'],
      ...['2021-01-02', '2021-01-07', 'n/a'],
    ]);
    expect(tested).toEqual(['2021-01-06', '2021-01-07']);
    expect(told).toEqual([{ kind: 'split_without_time', column: 't', count: 3 }]);
  });

  it('are told where the test part is no later than what is learnt', async () => {
    const { told } = await split(
      'date',
      ten((n) => (n < 2 ? '2020-12-31' : '2021-01-01')),
    );
    expect(told).toEqual([{ kind: 'split_nothing_later', column: 't' }]);
    const stored = await split(
      'date',
      ten((n) => `2021-01-0${n}`.slice(0, 10)),
    );
    expect(stored.told).not.toContainEqual({ kind: 'split_nothing_later', column: 't' });
  });
});
