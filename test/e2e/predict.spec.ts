import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notebook } from '#shared/notebook/notebook.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

const sample = fileURLToPath(new URL('../../samples/first-steps.json', import.meta.url));

describe('from First steps, trained, to predictions in a file', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    const document = notebook.parse(JSON.parse(readFileSync(sample, 'utf8')));
    const train = document.cells.find(({ kind }) => kind === 'train');
    if (train) train.settings = { ...train.settings, epochs: 2 };
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
  });
  afterAll(async () => {
    await open.close();
  });

  it('takes two clicks: score, save', async () => {
    const { page } = open;
    await cells.select('Train');
    await cells.cell('Train').getByRole('button', { name: 'Score new rows' }).click();
    await cells.waitForState('Predict', 'Fresh');
    const predict = cells.cell('Predict');
    const save = predict.getByRole('button', { name: 'Predictions as CSV' });
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines[0]).toMatch(
      /^user_id,.*,score,class,probability FALSE,probability TRUE,set,unseen$/,
    );
    expect(lines.length).toBeGreaterThan(15_000);
  });

  it('tells how sure it is, what has shifted and what was read, for everyone', async () => {
    await cells.select('Predict');
    const predict = cells.cell('Predict');
    await predict.getByText(/Checked on the test part/).waitFor();
    const shift = predict.getByRole('region', { name: 'Shift against the training data' }).first();
    await shift.getByText(/No column has shifted/).waitFor();
    await predict.getByRole('button', { name: 'Show where “age” differs' }).click();
    await predict
      .getByText(/^up to /)
      .first()
      .waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  it('scores the table as it was before the cleaning as well', async () => {
    await cells.select('Predict');
    const predict = cells.cell('Predict');
    await predict.getByRole('button', { name: /^Input Rows to score/ }).click();
    await open.page.getByRole('menu').getByText('Users', { exact: true }).click();
    await cells.waitForState('Predict', 'Fresh');
    const way = predict.getByText(/before cleaning, which is applied here/);
    await way.waitFor();
    expect(await way.isVisible()).toBe(true);
  });
});
