import { afterAll, describe, expect, it } from 'vitest';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
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

// Expected rows and numbers: pandas 3.1.1 on the same table, except where a name says otherwise.
describe('joins', () => {
  const other = storeTable(workspace, { k: 'text', w: 'integer', x: 'text' }, [
    ['b', 10, 'p'],
    ['a', 20, 'q'],
    ['b', 30, 'r'],
    ['z', 40, 's'],
  ]);
  const join = { type: 'join', index: 0, key: 'k', otherKey: 'k' };
  const others = [{ name: 'Other', table: other }];

  it('from the left repeat rows for repeated keys, as merge does, and count matches', async () => {
    const result = await run(table, [{ ...join, how: 'left' }], others);
    expect(result.table.columns.map(({ name }) => name)).toEqual(['k', 'x', 'y', 'w', 'Other x']);
    expect(result.rows).toEqual([
      ['a', 1, 2.5, 20, 'q'],
      ['b', 5, null, 10, 'p'],
      ['b', 5, null, 30, 'r'],
      ['a', 1, 2.5, 20, 'q'],
      ['c', null, -7, null, null],
      ['b', 100, 1, 10, 'p'],
      ['b', 100, 1, 30, 'r'],
      ['a', 3, 0, 20, 'q'],
      [null, 2, 4, null, null],
      ['a', 1, 2.5, 20, 'q'],
    ]);
    expect(result.steps[0]?.matches).toEqual({
      matched: 6,
      unmatched: 2,
      unused: 1,
      repeatedKeys: 1,
    });
  });

  it('on both sides keep only rows with a partner', async () => {
    const result = await run(table, [{ ...join, how: 'inner' }], others);
    expect(result.rows).toHaveLength(8);
    expect(columnOf(result, 'w')).toEqual([20, 10, 30, 20, 10, 30, 20, 20]);
  });

  it('never join missing to missing, unlike merge', async () => {
    const holes = storeTable(workspace, { k: 'text', w: 'integer' }, [[null, 1]]);
    const result = await run(table, [{ ...join, how: 'inner' }], [{ name: 'Holes', table: holes }]);
    expect(result.rows).toEqual([]);
  });

  it('are refused where they would explode', async () => {
    const same = storeTable(workspace, { k: 'text' }, Array<CellValue[]>(5000).fill(['a']));
    const job = run(same, [join], [{ name: 'Same', table: same }]);
    await expect(job).rejects.toMatchObject({
      code: 'join_too_many_rows',
      params: { rows: 25_000_000 },
    });
  });
});
