import { afterAll, describe, expect, it } from 'vitest';
import { clean, type CleanOutput } from '#shared/model/cells/clean.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import { cleanTable } from '../../../../src-main/backend/clean/index.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';
import { writtenColumns } from '../../shared/values/time/columns.ts';
import { spellings } from '../../shared/values/time/spellings.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

type Result = CleanOutput & { values: CellValue[] };

async function run(table: TableInfo, steps: object[]): Promise<Result> {
  const settings = clean.settings.parse({ steps });
  const output = await cleanTable(workspace, {
    ...{ table, others: [], steps: settings.steps },
    pace: () => Promise.resolve(),
    progress: () => undefined,
  });
  const values = storedRows(workspace, output.table.id).map((row) => row[0] ?? null);
  return { ...output, values };
}

describe('retyping to a date', () => {
  it.each(spellings)('reads $name', async ({ values, clock }) => {
    const texts = storeTable(
      workspace,
      { d: 'text' },
      values.map((value) => [value]),
    );
    const result = await run(texts, [{ type: 'retype', column: 'd', to: 'date' }]);
    const days = ['2021-01-01', '2021-01-15', '2021-10-01'];
    expect(result.values).toEqual(
      clock === undefined ? days : days.map((day) => `${day} ${clock}`),
    );
  });

  it.each(writtenColumns)('reads or refuses $file', async ({ values, times, concern }) => {
    const rows = values.map((value) => [value]);
    const retyped = run(storeTable(workspace, { d: 'text' }, rows), [
      { type: 'retype', column: 'd', to: 'date' },
    ]);
    if (typeof times === 'string') {
      await expect(retyped).rejects.toMatchObject({ code: times, params: { column: 'd' } });
      return;
    }
    const result = await retyped;
    expect(result.values).toEqual(times);
    const concerns = result.steps[0]?.time?.concerns.map(({ kind }) => kind);
    expect(concerns).toEqual(concern ? [concern] : []);
  });

  it('reads dates by one decision for the column, and tell it', async () => {
    const days = Array.from({ length: 19 }, (_, i) => [`${i + 10}.01.21`]);
    const dates = storeTable(workspace, { d: 'text' }, [...days, ['31.02.21'], [null]]);
    const result = await run(dates, [{ type: 'retype', column: 'd', to: 'date' }]);
    expect(result.values.slice(17)).toEqual(['2021-01-27', '2021-01-28', null, null]);
    expect(result.steps[0]?.time).toMatchObject({
      ...{ format: { reading: 'day_month_year' }, present: 20, read: 19 },
      ...{ first: '2021-01-10', last: '2021-01-28' },
      concerns: [{ kind: 'unread', count: 1, examples: ['31.02.21'] }],
    });
  });

  it('refuses dates of no single order, unless one is chosen', async () => {
    const clash = storeTable(workspace, { d: 'text' }, [
      ...[['13/04/2011'], ['04/25/2011'], ['03/04/2011']],
    ]);
    const retype = { type: 'retype', column: 'd', to: 'date' } as const;
    await expect(run(clash, [retype])).rejects.toMatchObject({
      code: 'time_order_clash',
      params: { column: 'd', examples: '“13/04/2011”, “04/25/2011”, “03/04/2011”' },
    });
    const chosen = await run(clash, [{ ...retype, time: { reading: 'day_month_year' } }]);
    expect(chosen.values).toEqual(['2011-04-13', null, '2011-04-03']);
    expect(chosen.steps[0]?.time).toMatchObject({ chosen: true, read: 2, present: 3 });
  });
});
