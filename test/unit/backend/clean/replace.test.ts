import { afterAll, describe, expect, it } from 'vitest';
import { clean, type CleanOutput } from '#shared/model/cells/clean.ts';
import type { CellValue } from '#shared/model/table.ts';
import { cleanTable } from '../../../../src-main/backend/clean/index.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

const keys = ['a', 'b', 'a', 'c', 'b', 'a', null, 'a'];
const numbers = [1, 5, 1, null, 100, 3, 2, 1];
const table = storeTable(
  workspace,
  { k: 'category', x: 'integer' },
  keys.map((key, at): CellValue[] => [key, numbers[at] ?? null]),
);

/** The table after one step replacing values of a column, and that column. */
async function replaced(
  column: 'k' | 'x',
  values: { from: CellValue; to: CellValue }[],
): Promise<CleanOutput & { column: CellValue[] }> {
  const { steps } = clean.settings.parse({ steps: [{ type: 'replace', column, values }] });
  const output = await cleanTable(workspace, {
    table,
    others: [],
    steps,
    pace: () => Promise.resolve(),
    progress: () => undefined,
  });
  const rows = storedRows(workspace, output.table.id);
  return { ...output, column: rows.map((row) => row[column === 'k' ? 0 : 1] ?? null) };
}

describe('replace', () => {
  it('puts other values in place of whole ones, all at once', async () => {
    const values = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: null, to: 'none' },
      { from: 'a', to: 'never' },
    ];
    const result = await replaced('k', values);
    expect(result.column).toEqual(['b', 'c', 'b', 'c', 'c', 'b', 'none', 'b']);
    expect(result.steps[0]).toMatchObject({ cellsChanged: 7, rowsAfter: 8 });
    expect(result.steps[0]?.examples[0]).toEqual({ row: 1, column: 'k', before: 'a', after: 'b' });
  });

  it('makes values missing, and reads numbers as the column holds them', async () => {
    const values = [
      { from: '100', to: null },
      { from: 5, to: '6' },
    ];
    const result = await replaced('x', values);
    expect(result.column).toEqual([1, 6, 1, null, null, 3, 2, 1]);
  });

  it('refuses a value that the column cannot hold', async () => {
    const values = [{ from: 1, to: 'one' }];
    await expect(replaced('x', values)).rejects.toMatchObject({
      code: 'cell_settings_invalid',
    });
  });
});
