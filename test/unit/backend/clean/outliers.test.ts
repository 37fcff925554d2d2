import { afterAll, describe, expect, it } from 'vitest';
import { clean } from '#shared/model/cells/clean.ts';
import { cleanTable } from '../../../../src-main/backend/clean/index.ts';
import { storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

function run(values: (number | null)[], rule: 'iqr' | 'zscore', action: 'clip' | 'drop') {
  const table = storeTable(
    workspace,
    { f: 'integer' },
    values.map((value) => [value]),
  );
  const step = { type: 'outliers', column: 'f', rule, action };
  return cleanTable(workspace, {
    ...{ table, others: [], steps: clean.settings.parse({ steps: [step] }).steps },
    ...{ pace: () => Promise.resolve(), progress: () => undefined },
  });
}

describe('outliers', () => {
  it.each([
    ['iqr', 'clip'],
    ['iqr', 'drop'],
    ['zscore', 'clip'],
  ] as const)(
    'are refused by %s, %s, where only one value of a 0/1 column would stay',
    async (rule, action) => {
      const rare = Array.from({ length: 20 }, (_, row) => (row === 7 ? null : +(row === 3)));
      await expect(run(rare, rule, action)).rejects.toMatchObject({
        code: 'outliers_one_value',
        params: { column: 'f', value: 0, outside: 1 },
      });
    },
  );

  it('leave a balanced 0/1 column and a constant one as they are', async () => {
    const balanced = Array.from({ length: 20 }, (_, row) => row % 2);
    for (const values of [balanced, balanced.map(() => 1)]) {
      const { steps } = await run(values, 'iqr', 'clip');
      expect(steps[0]).toMatchObject({ cellsChanged: 0, rowsAfter: 20 });
    }
  });
});
