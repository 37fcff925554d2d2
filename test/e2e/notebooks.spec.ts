import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { NotebookPage } from './pages/notebook-page.ts';
import { PalettePage } from './pages/palette-page.ts';

describe('notebooks and the order of their cells, in a window on the real host', () => {
  let open: OpenWindow;
  let notebook: NotebookPage;
  let palette: PalettePage;

  beforeAll(async () => {
    open = await openWindow();
    notebook = new NotebookPage(open.page);
    palette = new PalettePage(open.page);
    await notebook.ready();
    await notebook.waitForState('Model', 'Fresh');
  });
  afterAll(async () => {
    await open.close();
  });

  const rail = () => open.page.getByRole('navigation');
  const row = (name: string) => rail().getByRole('button', { name, exact: true });

  it('are folded, and stay so when the page is loaded again', async () => {
    const bodies = await notebook.cells.locator('.cell-body').count();
    await notebook.select('Users');
    await notebook.press('o');
    await expect.poll(() => notebook.cells.locator('.cell-body').count()).toBe(bodies - 1);
    await palette.run('Fold all');
    await expect.poll(() => notebook.cells.locator('.cell-body').count()).toBe(0);
    await notebook.waitForSaved();
    await open.page.reload();
    await notebook.ready();
    expect(await notebook.cells.locator('.cell-body').count()).toBe(0);
  });

  it('are dragged by their handle to another place, and Escape gives up', async () => {
    const before = await notebook.names();
    const drag = async (name: string, onto: string) => {
      const handle = await notebook.cell(name).locator('.handle').boundingBox();
      const target = await notebook.cell(onto).boundingBox();
      if (!handle || !target) throw new Error('not on screen');
      await open.page.mouse.move(handle.x + 4, handle.y + 4);
      await open.page.mouse.down();
      await open.page.mouse.move(handle.x + 4, handle.y + 20, { steps: 3 });
      await open.page.mouse.move(handle.x + 4, target.y + target.height - 4, { steps: 5 });
    };
    await drag('Welcome', 'Users');
    await notebook.press('Escape');
    await open.page.mouse.up();
    expect(await notebook.names()).toEqual(before);
    await drag('Welcome', 'Users');
    await open.page.mouse.up();
    await expect
      .poll(async () => (await notebook.names()).slice(0, 2))
      .toEqual(['Users', 'Welcome']);
    await notebook.press('z');
    await expect.poll(() => notebook.names()).toEqual(before);
  });

  it('are gone to from the outline, under the headings of the notes', async () => {
    await row('Features').last().click();
    await expect.poll(() => notebook.focusedLabel()).toMatch(/^Features/);
    await rail().getByText('How good is it?', { exact: true }).waitFor();
  });

  it('come to the top when gone to, though what lies between is drawn only on the way', async () => {
    await open.page.reload();
    await notebook.ready();
    await row('Train').last().click();
    const top = async () => {
      const view = await open.page.locator('main').boundingBox();
      const cell = await notebook.cell('Train').boundingBox();
      return (cell?.y ?? Infinity) - (view?.y ?? 0);
    };
    await notebook.settled();
    expect(await top()).toBeGreaterThanOrEqual(0);
    expect(await top()).toBeLessThan(120);
  });

  it('are saved under another name, and each is there to go back to', async () => {
    await palette.run('Save as');
    const dialog = open.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Second look');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => open.page.title()).toMatch(/^Second look/);
    await notebook.waitForState('Model', 'Fresh');
    await row('First steps').click();
    await expect.poll(() => open.page.title()).toMatch(/^First steps/);
  });

  it('come back from their own file', async () => {
    const exported = open.page.waitForEvent('download');
    await palette.run('Export as notebook file');
    const buffer = readFileSync(await (await exported).path());
    const cells = await notebook.names();
    const chosen = open.page.waitForEvent('filechooser');
    await palette.run('Open a notebook file');
    const file = { name: 'a.json', mimeType: 'application/json', buffer };
    await (await chosen).setFiles(file);
    await expect.poll(() => row('First steps').count()).toBe(2);
    await expect.poll(() => notebook.names()).toEqual(cells);
  });

  it('offers ready ones in the language of the window', async () => {
    await palette.run('简体中文');
    await palette.run('示例');
    const dialog = open.page.getByRole('dialog');
    await dialog.getByRole('heading', { name: '入门' }).waitFor();
    expect(await dialog.textContent()).not.toMatch(/\*\*|`/);
  });

  it('complained of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});
