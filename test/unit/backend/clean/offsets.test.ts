import { afterAll, describe, expect, it } from 'vitest';
import { clean } from '#shared/model/cells/clean.ts';
import type { CellValue } from '#shared/model/table.ts';
import { cleanTable } from '../../../../src-main/backend/clean/index.ts';
import { numerics } from '../../../golden/numerics/golden.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

async function cleaned(values: readonly CellValue[], step: object): Promise<CellValue[][]> {
  const rows = values.map((value): CellValue[] => ['a', value]);
  const output = await cleanTable(workspace, {
    table: storeTable(workspace, { k: 'text', x: 'real' }, rows),
    ...{ others: [], steps: clean.settings.parse({ steps: [step] }).steps },
    ...{ pace: () => Promise.resolve(), progress: () => undefined },
  });
  return storedRows(workspace, output.table.id);
}

// By rational numbers: offsets up to 1e15, sums that cancel or pass float64's end on the way, values from 1e-200 to 1e308.
describe.each(Object.entries(numerics.columns))('Clean’s figures of a column, %s,', (_, golden) => {
  const { values, quartiles } = golden;
  const size = Math.max(...values.map(Math.abs));
  const expectNear = (found: unknown, wanted: number): void => {
    expect(found).toBeTypeOf('number');
    expect(Math.abs(Number(found) - wanted)).toBeLessThanOrEqual(2 * Number.EPSILON * size);
  };

  it('sum and mean of a group, are exact to rounding', async () => {
    const columns = ['sum', 'mean'].map((name) => ({ function: name, column: 'x', as: name }));
    const [row] = await cleaned(values, { type: 'aggregate', by: 'k', columns });
    expect(Math.abs(Number(row![1]) / golden.sum - 1)).toBeLessThanOrEqual(Number.EPSILON);
    expectNear(row![2], golden.mean);
  });

  it.each([
    ['mean', golden.mean],
    ['median', quartiles[1]!],
  ])('%s in the place of what is missing, are exact to rounding', async (fill, wanted) => {
    const rows = await cleaned([...values, null], { type: 'missing', column: 'x', fill });
    expectNear(rows.at(-1)![1], wanted);
  });

  it('bounds of outliers by the deviation, are exact to rounding', async () => {
    const factor = 1.2;
    const deviation = golden.deviation * Math.sqrt((values.length - 1) / values.length);
    const bounds = [golden.mean - factor * deviation, golden.mean + factor * deviation];
    const step = { type: 'outliers', column: 'x', rule: 'zscore', factor, action: 'clip' };
    const rows = await cleaned(values, step);
    values.forEach((value, row) =>
      expectNear(rows[row]![1], Math.min(bounds[1]!, Math.max(bounds[0]!, value))),
    );
  });
});
