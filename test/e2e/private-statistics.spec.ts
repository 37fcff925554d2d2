import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell, notebookOf } from '../support/cells.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

const users = { type: 'sample', table: 'users', users: 1000 };
const age = { column: 'age', low: 18, high: 80 };
const asked = {
  epsilon: 3,
  groups: { column: 'gender', values: null },
  questions: [
    { type: 'count' },
    { type: 'mean', ...age },
    { type: 'quantiles', ...age, at: [0.25, 0.5, 0.75] },
    { type: 'histogram', ...age, bins: 4 },
  ],
};

describe('private statistics, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    const document = notebookOf(
      { ...cell('users', 'data', { source: users }), collapsed: true },
      cell('Told', 'privateStatistics', asked, { table: ['users'] }),
    );
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Told', 'Fresh');
  });
  afterAll(() => open.close());

  it('shows the answers with their ranges and what they took from the budget', async () => {
    const told = cells.cell('Told');
    await cells.select('Told');
    const answers = told.getByRole('region', { name: 'Answers' });
    const mean = answers.getByRole('row', { name: /Mean of age/ }).first();
    const [, , value = ''] = await mean.getByRole('cell').allTextContents();
    expect(Number(value)).toBeGreaterThan(18);
    expect(Number(value)).toBeLessThan(80);
    await told.getByText(/epsilon 3 of 10, delta .* of 0.0001 used/).waitFor();
    await told.getByText(/at most 95% of the time/).waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  it('draws again where asked, and says what is in the ledger', async () => {
    const told = cells.cell('Told');
    await told.getByRole('button', { name: /Draw again/ }).click();
    await told.getByText(/epsilon 6 of 10/).waitFor();
    await told.getByRole('button', { name: 'Budget and ledger' }).click();
    const dialog = open.page.getByRole('dialog');
    await dialog
      .getByRole('row', { name: /Private statistics/ })
      .nth(1)
      .waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });
});
