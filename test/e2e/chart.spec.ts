import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';
import { PalettePage } from './pages/palette-page.ts';

const folder = temporaryFolder();

/** Orders of a year: what is sold in December is twice as much. */
function orders(): string {
  const random = createRandom(9);
  const lines = ['date,country,channel,amount,returned'];
  for (let row = 0; row < 600; row++) {
    const month = 1 + random.below(12);
    const day = String(1 + random.below(28)).padStart(2, '0');
    const country = ['Norway', 'Italy', 'Peru', 'Japan'][random.below(4)];
    const amount = (10 + random.below(90)) * (month === 12 ? 2 : 1);
    const channel = ['web', 'shop'][random.below(2)];
    const returned = random.below(10) === 0;
    lines.push(
      [`2025-${String(month).padStart(2, '0')}-${day}`, country, channel, amount, returned].join(
        ',',
      ),
    );
  }
  const path = folder.file('orders.csv');
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('a chart of any table, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    const source = { type: 'file', path: orders(), name: 'orders.csv' };
    const document = notebookOf(
      { ...cell('orders', 'data', { source }), collapsed: true },
      cell('Chart', 'chart', {}, { table: ['orders'] }),
    );
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Chart', 'Fresh');
  });
  afterAll(async () => {
    await open.close();
    folder.remove();
  });

  it('proposes a chart at once, and another one with each column chosen', async () => {
    const own = cells.cell('Chart');
    await cells.select('Chart');
    await own.getByRole('img', { name: 'Rows by date, weeks' }).waitFor();
    await cells.choose(own, /Up \(y\)/, /amount/);
    await open.page.getByRole('img', { name: 'Mean of amount by date, weeks' }).waitFor();
    await cells.choose(own, /Shows/, /Sum/);
    await cells.choose(own, /Time in/, /Months/);
    await cells.choose(own, /Colour/, /channel/);
    await open.page.getByRole('img', { name: 'Sum of amount by date, months' }).waitFor();
    await own.getByText('web', { exact: true }).waitFor();
    expect(await own.locator('.plot .scatterlayer .trace').count()).toBe(2);
  });

  it('shows its numbers as a table, and saves a picture', async () => {
    const own = open.page.locator('[data-chart-frame]').last();
    await own.getByRole('button', { name: /Show the numbers|numbers of/i }).click();
    const december = own.getByRole('row', { name: /2025-12/ });
    await december.first().waitFor();
    expect(await december.count()).toBe(2);
    await own
      .getByRole('button', { name: /numbers|chart/i })
      .first()
      .click();
    await own.getByRole('img', { name: 'Sum of amount by date, months' }).waitFor();
    await own.getByRole('button', { name: 'Save picture' }).click();
    const [download] = await Promise.all([
      open.page.waitForEvent('download'),
      open.page.getByRole('menuitem', { name: /PNG/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Sum of amount by date, months.png');
    const picture = readFileSync((await download.path())!);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    // A drawing, not an empty ground.
    expect(picture.length).toBeGreaterThan(10_000);
  });

  it('draws the other kinds without a complaint of the page’s policy', async () => {
    const own = cells.cell('Chart');
    await cells.choose(own, /^Kind/, /Boxes/);
    await own.locator('.plot .boxlayer .trace').nth(1).waitFor();
    await cells.choose(own, /^Kind/, /Heat map/);
    await own.locator('.plot .barlayer .point').nth(11).waitFor();
    await cells.choose(own, /Along \(x\)/, /country/);
    // A cell that nobody named is called after what it shows.
    const renamed = cells.cell('amount by country');
    await cells.choose(renamed, /Small charts by/, /returned/);
    await renamed.locator('.plot .subplot.x2y2').first().waitFor();
    expect(open.complaints).toEqual([]);
  });

  it('stands in the page that the notebook is exported to', async () => {
    const [file] = await Promise.all([
      open.page.waitForEvent('download', { timeout: 120_000 }),
      new PalettePage(open.page).run('Export as a web page'),
    ]);
    const exported = await open.page.context().newPage();
    await exported.setContent(readFileSync(await file.path(), 'utf8'));
    const drawn = exported.locator('.plot[aria-label*="by country"]');
    expect(await drawn.locator('.barlayer .point').count()).toBeGreaterThan(8);
    await exported.close();
  });

  it('has no serious finding, and nothing complains', async () => {
    expect(await seriousFindings(open.page)).toEqual([]);
    expect(open.complaints).toEqual([]);
  });
});
