import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { NotebookPage } from './pages/notebook-page.ts';
import { PalettePage } from './pages/palette-page.ts';

describe.each([
  { theme: 'light', dark: false },
  { theme: 'dark', dark: true },
])('axe finds nothing serious in the $theme theme', ({ dark }) => {
  let open: OpenWindow;
  let notebook: NotebookPage;
  let palette: PalettePage;

  beforeAll(async () => {
    open = await openWindow({ dark });
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
  afterEach(async () => {
    // Whatever a test left open is closed, so that one finding stays one failure.
    await notebook.press('Escape', 'Escape');
    await open.page.getByRole('dialog').waitFor({ state: 'detached' });
    await open.page.getByRole('menu').waitFor({ state: 'detached' });
  });
  afterAll(async () => {
    await open.close();
  });

  it.each(['Welcome', 'Users', 'Clean', 'Features', 'Model', 'Train', 'On validation', 'On test'])(
    'on the cell %s',
    async (name) => {
      await notebook.select(name);
      await notebook.settled();
      expect(await seriousFindings(open.page)).toEqual([]);
    },
  );

  it('in the editor of a note', async () => {
    await notebook.select('Welcome');
    await notebook.press('Enter');
    await open.page.getByLabel('Markdown source').waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('in the menu of cells', async () => {
    await notebook.select('Welcome');
    await notebook.press('b');
    await open.page.getByRole('menuitem', { name: /^Data/ }).waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('in the palette', async () => {
    await notebook.press('Control+k');
    await open.page.getByRole('dialog').waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it.each(['Show the shortcuts', 'Bin', 'Sample notebooks', 'Notebook settings', 'Save as'])(
    'in the dialog “%s”',
    async (words) => {
      await palette.run(words);
      await open.page.getByRole('dialog').getByRole('heading').first().waitFor();
      expect(await seriousFindings(open.page)).toEqual([]);
    },
  );

  it('on an empty notebook', async () => {
    await palette.run('New notebook');
    await open.page.getByRole('region', { name: 'An empty notebook' }).waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });
});
