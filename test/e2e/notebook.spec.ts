import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notebook as notebookFile } from '#shared/notebook/notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { NotebookPage } from './pages/notebook-page.ts';
import { PalettePage } from './pages/palette-page.ts';

describe('the notebook by keyboard, in a window on the real host', () => {
  let open: OpenWindow;
  let notebook: NotebookPage;
  let palette: PalettePage;

  beforeAll(async () => {
    open = await openWindow();
    notebook = new NotebookPage(open.page);
    palette = new PalettePage(open.page);
    await notebook.ready();
  });
  afterAll(async () => {
    await open.close();
  });

  it('opens on a ready notebook and runs it to the end, the test part not opened', async () => {
    await notebook.select('Train');
    await notebook.press('Control+Alt+Enter');
    await notebook.waitForState('Train', 'Fresh');
    await notebook.waitForState('On validation', 'Fresh');
    await notebook.waitForState('On test', 'Stale');
    await notebook.select('On test');
    await notebook.press('Control+Enter');
    await notebook.waitForState('On test', 'Fresh');
    expect(await notebook.names()).toContain('Features');
  });

  it('selects with J and K, moves with Ctrl+Shift+arrows, and undoes', async () => {
    const before = await notebook.names();
    await notebook.select('Welcome');
    await notebook.press('j');
    await expect.poll(() => notebook.focusedLabel()).toMatch(/^Users/);
    await notebook.press('k');
    await expect.poll(() => notebook.focusedLabel()).toMatch(/^Welcome/);
    await notebook.press('Control+Shift+ArrowDown');
    await expect
      .poll(async () => (await notebook.names()).slice(0, 2))
      .toEqual(['Users', 'Welcome']);
    await notebook.press('z');
    await expect.poll(() => notebook.names()).toEqual(before);
  });

  it('brings a deleted training cell back with its result, without training again', async () => {
    await notebook.select('Train');
    await notebook.press('d', 'd');
    await expect.poll(() => notebook.names()).not.toContain('Train');
    await notebook.press('z');
    await expect.poll(() => notebook.names()).toContain('Train');
    await notebook.waitForState('Train', 'Fresh');
    await expect
      .poll(() =>
        open.page
          .getByRole('navigation')
          .getByText(/^Train #/)
          .count(),
      )
      .toBe(1);
  });

  it('writes a note: A, Enter, text with a formula, Esc', async () => {
    await notebook.select('Users');
    await notebook.press('a');
    await open.page.getByRole('menuitem', { name: /^Note/ }).waitFor();
    await notebook.press('Enter');
    await expect.poll(() => notebook.focusedLabel()).toMatch(/^Note/);
    await notebook.press('Enter');
    await notebook.type('Euler: $e^{i\\pi} = -1$ <img src=x onerror=alert(1)>');
    await notebook.press('Escape');
    const note = notebook.cell('Note');
    await note.locator('.katex').first().waitFor();
    expect(await note.locator('img').count()).toBe(0);
    await expect.poll(() => notebook.focusedLabel()).toMatch(/^Note/);
  });

  it('keeps what was typed when the page is loaded again', async () => {
    await notebook.waitForSaved();
    await open.page.reload();
    await notebook.ready();
    await notebook.cell('Note').locator('.katex').first().waitFor();
    expect((await notebook.names()).slice(0, 3)).toEqual(['Welcome', 'Note', 'Users']);
  });

  it('does what the palette offers: language, theme, add a cell', async () => {
    await palette.run('简体中文');
    await open.page.getByRole('button', { name: '全部运行' }).waitFor();
    expect(await open.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await palette.run('English');
    await open.page.getByRole('button', { name: 'Run all' }).waitFor();
    await palette.run('Theme: Dark');
    await expect
      .poll(() => open.page.evaluate(() => document.documentElement.dataset['theme']))
      .toBe('dark');
    await palette.run('Theme: As the system');
    await notebook.select('Users');
    await palette.run('Add SQL');
    await expect.poll(() => notebook.names()).toContain('SQL');
    await notebook.press('z');
    await expect.poll(() => notebook.names()).not.toContain('SQL');
  });

  it('restores from the bin', async () => {
    await notebook.select('Note');
    await notebook.press('d', 'd');
    await palette.run('Bin');
    const dialog = open.page.getByRole('dialog');
    await dialog.getByRole('listitem').filter({ hasText: 'Note' }).getByRole('button').click();
    await expect.poll(() => notebook.names()).toContain('Note');
  });

  it('shows the kinds of cell under headings, wherever the selected cell ends', async () => {
    await notebook.select('Users');
    await notebook.press('b');
    const menu = open.page.getByRole('menu');
    await menu.getByText('Data', { exact: true }).waitFor();
    await menu.getByText('Model', { exact: true }).waitFor();
    await expect.poll(async () => (await menu.boundingBox())?.height ?? 0).toBeGreaterThan(300);
    await menu.getByRole('menuitem', { name: /^Evaluate/ }).waitFor();
    await notebook.press('Escape');
    await menu.waitFor({ state: 'detached' });
  });

  it('exports a notebook file that its schema accepts, and a page without scripts', async () => {
    const download = async (words: string) => {
      const [file] = await Promise.all([open.page.waitForEvent('download'), palette.run(words)]);
      return readFileSync(await file.path(), 'utf8');
    };
    const document = notebookFile.parse(JSON.parse(await download('Export as notebook file')));
    expect(document.cells.map(({ name }) => name)).toEqual(await notebook.names());
    const page = await download('Export as a web page');
    expect(page).not.toMatch(/<script|<button|\son\w+=/i);
    expect(page).not.toMatch(/(?:src|href)="(?!data:|#|https?:)/);
    expect(page).toContain('class="katex');
    expect(page).toContain('<svg');
    // Charts are drawings, and the confusion matrix has its counts though its buttons are gone.
    expect(page).toMatch(/aria-label="Actual TRUE, predicted FALSE: [\d,]+/);
    expect(page).not.toContain('More epochs');
  });

  it('never had anything refused by the content security policy or thrown', () => {
    // The note above tries to run a handler; that it is refused is the point.
    const others = open.complaints.filter((text) => !text.includes('inline event handler'));
    expect(others).toEqual([]);
  });
});
