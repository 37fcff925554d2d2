import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { NotebookPage } from './pages/notebook-page.ts';
import { PalettePage } from './pages/palette-page.ts';

describe('a notebook exported as a web page, in a window on the real host', () => {
  let open: OpenWindow;
  let notebook: NotebookPage;
  let palette: PalettePage;

  beforeAll(async () => {
    open = await openWindow();
    notebook = new NotebookPage(open.page);
    palette = new PalettePage(open.page);
    await notebook.ready();
    await notebook.select('Train');
    await notebook.press('Control+Alt+Enter');
    await notebook.waitForState('Train', 'Fresh');
    await notebook.select('On test');
    await notebook.press('Control+Enter');
    await notebook.waitForState('On test', 'Fresh');
  });
  afterAll(async () => {
    open.host.child.kill('SIGCONT');
    await open.close();
  });

  /** As someone does who opens the window and exports at once. */
  async function reopen(): Promise<void> {
    await open.page.reload();
    await notebook.ready();
  }

  it('holds the tables and charts of cells that were never in view', async () => {
    await reopen();
    const [file] = await Promise.all([
      open.page.waitForEvent('download', { timeout: 120_000 }),
      palette.run('Export as a web page'),
    ]);
    const path = await file.path();
    const exported = await open.page.context().newPage();
    await exported.setContent(readFileSync(path, 'utf8'));
    const users = exported
      .locator('[data-cell]')
      .filter({ has: exported.locator('header').getByText('Users', { exact: true }) });
    expect(await users.locator('[role=gridcell]').count()).toBeGreaterThan(20);
    expect(await users.locator('[role=gridcell]:empty').count()).toBe(0);
    // Under each column's name its distribution, and the charts of training and of the test.
    expect(await users.locator('.strip p').count()).toBeGreaterThan(5);
    // Three curves, and what the model goes by, of each of the two parts it is measured on.
    expect(await exported.locator('.plot').count()).toBe(8);
    const empty = await exported.evaluate(() => ({
      plots: [...document.querySelectorAll('.plot')].filter((plot) => !plot.querySelector('svg'))
        .length,
      waiting: document.querySelectorAll('.wait, .spinner').length,
    }));
    expect(empty).toEqual({ plots: 0, waiting: 0 });
    await exported.close();
  });

  it('is refused, naming the cells, where results do not come, and written once they do', async () => {
    await reopen();
    const grid = open.page
      .locator('[data-cell]')
      .filter({ has: open.page.getByRole('button', { name: 'Rename Users', exact: true }) })
      .getByRole('grid');
    await grid.scrollIntoViewIfNeeded();
    await grid.getByRole('gridcell').first().waitFor();
    open.host.child.kill('SIGSTOP');
    // Rows far below are fetched only when they are wanted.
    await grid.evaluate((view) => view.scrollTo({ top: view.scrollHeight }));
    const files: string[] = [];
    open.page.on('download', (file) => files.push(file.suggestedFilename()));
    await palette.run('Export as a web page');
    const refused = open.page.getByText(/The page was not written: results of .*Users/);
    await refused.waitFor({ timeout: 120_000 });
    expect(files).toEqual([]);
    open.host.child.kill('SIGCONT');
    const [file] = await Promise.all([
      open.page.waitForEvent('download', { timeout: 120_000 }),
      palette.run('Export as a web page'),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.html$/);
  });
});
