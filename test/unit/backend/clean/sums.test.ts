import { afterAll, describe, expect, it } from 'vitest';
import { clean } from '#shared/model/cells/clean.ts';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import { cleanTable } from '../../../../src-main/backend/clean/index.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

async function summed(type: ColumnType, values: number[], before: object[] = []) {
  const rows = values.map((value): CellValue[] => ['a', value]);
  const table = storeTable(workspace, { k: 'text', x: type }, rows);
  const sum = { type: 'aggregate', by: 'k', columns: [{ function: 'sum', column: 'x', as: 's' }] };
  const output = await cleanTable(workspace, {
    ...{ table, others: [], steps: clean.settings.parse({ steps: [...before, sum] }).steps },
    ...{ pace: () => Promise.resolve(), progress: () => undefined },
  });
  return storedRows(workspace, output.table.id)[0]?.[1];
}

describe('a sum by group', () => {
  it('is refused where no number holds it, and kept where it passes that on the way', async () => {
    await expect(summed('real', [1.7e308, 1.7e308])).rejects.toMatchObject({
      code: 'sum_too_large',
      params: { column: 'x', group: 'a' },
    });
    await expect(summed('real', [-1.7e308, -1.7e308])).rejects.toMatchObject({
      code: 'sum_too_large',
    });
    expect(await summed('real', [1.7e308, 1.7e308, -1.7e308, -1.7e308, 0.5])).toBe(0.5);
  });

  it('of whole numbers is exact or refused, and rounded where they are decimals', async () => {
    const last = Number.MAX_SAFE_INTEGER;
    expect(await summed('integer', [last, -1, 1])).toBe(last);
    await expect(summed('integer', [last, 1])).rejects.toMatchObject({
      code: 'sum_integer_too_large',
      params: { column: 'x', group: 'a' },
    });
    const retyped = { type: 'retype', column: 'x', to: 'real' };
    expect(await summed('integer', [last, 1, 2], [retyped])).toBe(2 ** 53 + 2);
  });
});
