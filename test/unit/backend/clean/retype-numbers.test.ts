import { afterAll, describe, expect, it } from 'vitest';
import { clean } from '#shared/model/cells/clean.ts';
import { cleanTable } from '../../../../src-main/backend/clean/index.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

async function retyped(values: readonly string[], step: object = {}) {
  const table = storeTable(
    workspace,
    { t: 'text' },
    values.map((value) => [value]),
  );
  const { steps } = clean.settings.parse({
    steps: [{ type: 'retype', column: 't', to: 'real', ...step }],
  });
  const job = { table, others: [], steps };
  const pace = (): Promise<void> => Promise.resolve();
  const output = await cleanTable(workspace, { ...job, pace, progress: () => undefined });
  return {
    values: storedRows(workspace, output.table.id).map((row) => row[0]),
    report: output.steps[0],
  };
}

describe('reading text as numbers', () => {
  // pandas: to_numeric after replacing the thousands mark and the decimal mark of the whole column.
  it.each([
    [
      ['0,123', '1,234', '12,5', '1.234,56'],
      [0.123, 1.234, 12.5, 1234.56],
    ],
    [
      ['2,5', '3,75', '4,125', '5,000'],
      [2.5, 3.75, 4.125, 5],
    ],
    [
      ['1,234', '5,678'],
      [1234, 5678],
    ],
    [
      ['(1,200.00)', '300.00', '(45.10)'],
      [-1200, 300, -45.1],
    ],
    [
      ['45%', '7.5%', '100%'],
      [0.45, 0.075, 1],
    ],
    [
      ["1'000.5", '20'],
      [1000.5, 20],
    ],
    [
      ['1 000,5', '20,25'],
      [1000.5, 20.25],
    ],
    [
      ['12,34,567.5', '1'],
      [1234567.5, 1],
    ],
  ])('decides over the column: %j', async (texts, wanted) => {
    expect((await retyped(texts)).values).toEqual(wanted);
  });

  it('follows a chosen format', async () => {
    const number = { decimal: ',', thousands: '.' };
    expect((await retyped(['1.234', '5.678'], { number })).values).toEqual([1234, 5678]);
  });

  it('tells how numbers were read, and what could not be, marks of missing values aside', async () => {
    const { values, report } = await retyped(['1.200,50', 'NULL', 'about 5', '7', 'n/a', '1.5']);
    expect(values).toEqual([1200.5, null, null, 7, null, null]);
    expect(report?.reading?.format).toEqual({ decimal: ',', thousands: '.' });
    expect(report?.unread).toEqual({ count: 2, examples: ['about 5', '1.5'] });
    expect((await retyped(['1,234', '5'])).report?.reading?.ambiguous).toBe(true);
  });
});
