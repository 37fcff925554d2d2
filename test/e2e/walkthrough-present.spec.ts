import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notebook } from '#shared/model/notebook.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { CellsPage } from './pages/cells-page.ts';
import { unreadable } from './pages/readability.ts';

const walk = { id: 'walk', kind: 'walkthrough', name: 'Walk', inputs: {}, collapsed: false };
const notebook: Notebook = {
  ...{ format: 'portrait-notebook', version: 1, title: 'Walk', seed: 1 },
  cells: [{ ...walk, settings: { batch: true } }],
};

describe('the worked example, presented', () => {
  let open: OpenWindow;
  let cells: CellsPage;
  beforeAll(async () => {
    open = await openWindow({ fill: (file) => runInto(file, notebook) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.select('Walk');
    await cells.cell('Walk').locator('.board').waitFor();
  }, 180_000);
  afterAll(() => open.close());

  it(
    'can be read at 1280x720: 20 pixels, seven to one, no name of the row',
    {
      timeout: 180_000,
    },
    async () => {
      const { page } = open;
      await page.setViewportSize({ width: 1280, height: 720 });
      await cells.cell('Walk').locator('.steps [aria-checked=true]').focus();
      await page.keyboard.press('p');
      const dialog = page.locator('dialog.present');
      await dialog.locator('.board').waitFor();
      for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowLeft');
      const faults: unknown[] = [];
      for (let step = 0; step < 12; step++) {
        await page.waitForTimeout(150);
        const title = await dialog.locator('h3').innerText();
        const found = await unreadable(dialog, { pixels: 19.9, contrast: 7 });
        faults.push(...found.map((fault) => ({ title, ...fault })));
        expect(await dialog.innerText(), title).not.toMatch(/user_id\s+1\b/);
        await page.keyboard.press('ArrowRight');
      }
      expect(faults).toEqual([]);
      for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('h');
      await expect.poll(() => dialog.innerText()).toMatch(/user_id\s+1\b/);
    },
  );
});
