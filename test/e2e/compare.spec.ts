import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

type Cell = Notebook['cells'][number];

const folded = (made: Cell): Cell => ({ ...made, collapsed: true });
const sample = (table: string): Cell =>
  folded(cell(table, 'data', { source: { type: 'sample', table, users: 1000 } }));
const fitted = (name: string, algorithm: Record<string, string | number>): Cell =>
  folded(cell(name, 'recommend', { algorithm }, { interactions: ['who'] }));
const document = notebookOf(
  ...['events', 'users'].map(sample),
  folded(
    cell(
      'who',
      'interactions',
      { user: 'user_id', item: 'item_id', time: 'time', users: { key: 'user_id' } },
      { events: ['events'], users: ['users'] },
    ),
  ),
  fitted('Linear', { type: 'ease', lambda: 100 }),
  fitted('Neighbours', { type: 'itemKnn' }),
  cell('Compared', 'compare', {}, { recommenders: ['Linear', 'Neighbours'] }),
  cell(
    'Tuned',
    'tune',
    { algorithm: { type: 'itemKnn' }, space: [{ name: 'shrink', values: [0, 10] }] },
    { interactions: ['who'] },
  ),
);

describe('recommenders compared and tuned, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Compared', 'Fresh');
  });
  afterAll(async () => {
    await open.close();
  });

  it('show the protocol above the figures, and most popular beside them', async () => {
    const compared = cells.cell('Compared');
    await cells.select('Compared');
    await compared.getByText(/Tested on .* new pairs of .* users after/).waitFor();
    await compared.getByText(/Whole catalogue of .* items ranked/).waitFor();
    const names = compared.getByRole('table').first().getByRole('rowheader');
    await expect.poll(() => names.count()).toBe(3);
    expect((await names.allTextContents()).join()).toContain('Always compared with');
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('sort by a metric and show another length', async () => {
    const compared = cells.cell('Compared');
    const head = compared.getByRole('columnheader', { name: 'HR@10' });
    expect(await head.getAttribute('aria-sort')).toBe('none');
    await head.getByRole('button').click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
    await compared.getByText('HR@10 with 95% intervals').waitFor();
    await compared.getByText('@20', { exact: true }).first().click();
    await compared.getByRole('columnheader', { name: 'HR@20' }).waitFor();
    await compared.getByText('@10', { exact: true }).first().click();
  });

  it('are tested two by two at the length and metric chosen', async () => {
    const compared = cells.cell('Compared');
    const pairs = compared.getByRole('region', { name: 'Pair by pair' }).first();
    await pairs.getByText('HR@10, row less column').waitFor();
    const before = await pairs.getByRole('row').allTextContents();
    await cells.choose(pairs, 'Metric', 'MRR');
    await pairs.getByText('@20', { exact: true }).click();
    await pairs.getByText('MRR@20, row less column').waitFor();
    expect(await pairs.getByRole('row').allTextContents()).not.toEqual(before);
    // The table shows what is tested.
    const head = compared.getByRole('columnheader', { name: 'MRR@20' });
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    await compared.getByText('@10', { exact: true }).first().click();
  });

  it('keep their names in view on the ground of the cell, in both themes', async () => {
    await cells.select('Compared');
    await open.page.mouse.move(0, 0);
    const name = cells.cell('Compared').getByRole('rowheader').first();
    const colours = () =>
      name.evaluate((header) => {
        const frame = header.closest('[data-cell]')!;
        return [header, frame].map((element) => getComputedStyle(element).backgroundColor);
      });
    for (const colorScheme of ['dark', 'light'] as const) {
      await open.page.emulateMedia({ colorScheme });
      await expect.poll(async () => new Set(await colours()).size).toBe(1);
      expect((await colours())[0]).not.toBe('rgb(255, 255, 255)');
    }
  });

  it('show what lists are like beside being right', async () => {
    const compared = cells.cell('Compared');
    await compared.getByText('Beyond accuracy', { exact: true }).first().click();
    await compared.getByRole('columnheader', { name: 'Coverage' }).waitFor();
    const shares = await compared.getByRole('table').first().getByRole('cell').allTextContents();
    expect(shares.filter((text) => /^\s*[\d.]+%\s*$/.test(text)).length).toBe(3);
    await compared.getByText('Accuracy', { exact: true }).click();
    await compared.getByRole('columnheader', { name: 'Over popular' }).waitFor();
  });

  it('are saved with their protocol', async () => {
    const compared = cells.cell('Compared');
    await compared.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([
      open.page.waitForEvent('download'),
      open.page.getByRole('menuitem', { name: 'Save as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('Compared.csv');
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toMatch(/^# Tested on /);
    expect(text).toContain('\r\nLinear,');
  });

  it('warn where figures come from 1 positive and 99 negatives', async () => {
    const compared = cells.cell('Compared');
    await compared.getByText('1 + 99 sampled (NCF)', { exact: true }).click();
    await compared.getByText(/far higher than on the whole catalogue/).waitFor();
    await cells.waitForState('Compared', 'Stale');
    await compared.getByText('As the data say', { exact: true }).click();
    await cells.waitForState('Compared', 'Fresh');
    expect(await compared.getByText(/far higher than on the whole catalogue/).count()).toBe(0);
  });

  it('find the better settings, and say how they were chosen', async () => {
    const tuned = cells.cell('Tuned');
    await cells.select('Tuned');
    await tuned.getByText('2 combinations: all are tried.').waitFor();
    const values = tuned.getByRole('textbox', { name: 'Values of Shrinkage to try' });
    await values.fill('0, nothing');
    await values.press('Enter');
    await tuned.getByText('Numbers from 0 up, parted by commas').waitFor();
    await values.fill('0, 10, 100');
    await values.press('Enter');
    await tuned.getByText('3 combinations: all are tried.').waitFor();
    await tuned.getByRole('button', { name: 'Run', exact: true }).first().click();
    await cells.waitForState('Tuned', 'Fresh');
    await tuned.getByText(/All 3 combinations tried/).waitFor();
    await tuned.getByText(/The held-out test part was not looked at/).waitFor();
    expect(await tuned.getByRole('table').getByRole('row').count()).toBe(4);
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('keep the best of a search that is stopped, and fit it on everything in one click', async () => {
    const tuned = cells.cell('Tuned');
    const values = tuned.getByRole('textbox', { name: 'Values of Shrinkage to try' });
    await values.fill(Array.from({ length: 400 }, (_, value) => value).join(', '));
    await values.press('Enter');
    const trials = tuned.getByLabel('Trials at most');
    await trials.fill('400');
    await trials.press('Enter');
    await tuned.getByRole('button', { name: 'Run', exact: true }).first().click();
    await tuned.getByText(/^[1-9]\d* of 400 trials$/).waitFor();
    await tuned.getByRole('button', { name: 'Stop', exact: true }).first().click();
    await cells.waitForState('Tuned', 'Stopped');
    await tuned
      .getByText(/Stopped early after \d+ of 400 trials/)
      .first()
      .waitFor();
    const [file] = await Promise.all([
      open.page.waitForEvent('download'),
      (async () => {
        await tuned.getByRole('button', { name: 'Export' }).click();
        await open.page.getByRole('menuitem', { name: 'Save as CSV' }).click();
      })(),
    ]);
    expect(readFileSync(await file.path(), 'utf8')).toMatch(/^# Stopped early after \d+ of 400/);
    expect(await seriousFindings(open.page)).toEqual([]);
    await tuned.getByRole('button', { name: 'Fit the best on everything learnt' }).click();
    await cells.waitForState('ItemKNN', 'Fresh');
    await open.page.getByText('Fitting took').last().waitFor();
  });

  it('lead on to lists for everyone from the recommender one points at', async () => {
    const compared = cells.cell('Compared');
    await cells.select('Compared');
    const before = (await cells.names()).length;
    await compared.getByRole('button', { name: /^Refit Linear on everything/ }).click();
    await expect.poll(async () => (await cells.names()).length).toBe(before + 1);
    const added = cells.cells.nth(6);
    await expect.poll(() => added.locator('header').textContent()).toContain('Linear');
    expect(open.complaints).toEqual([]);
  });
});
