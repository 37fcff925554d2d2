import { afterAll, beforeAll, expect, it } from 'vitest';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { NotebookPage } from './pages/notebook-page.ts';

const count = 1000;
let open: OpenWindow;
beforeAll(async () => {
  open = await openWindow({
    fill: (path) => {
      const deps = { clock: Date.now, newId: () => crypto.randomUUID() };
      const workspace = Workspace.open(path, deps);
      const cells = Array.from({ length: count }, (_, index) => ({
        ...{ id: `c${index}`, kind: 'note', name: `Note ${index}`, inputs: {}, collapsed: false },
        settings: { text: `# Part ${index}\n\nWords of it.` },
      }));
      const document = { version: 1, title: 'Long', seed: 1, cells };
      workspace.notebooks.create('long', { format: 'portrait-notebook', ...document }, 1);
      workspace.close();
      return Promise.resolve();
    },
  });
});
afterAll(() => open.close());

const focused = () => open.page.evaluate(() => document.activeElement?.getAttribute('data-cell'));
const drawn = () => open.page.locator('[data-cell]').count();

it('a notebook of 1,000 cells draws what is near, and everything is reached as in a short one', async () => {
  const { page } = open;
  const notebook = new NotebookPage(page);
  await notebook.ready();
  expect(await drawn()).toBeLessThan(200);
  await page.locator('[data-cell="c0"]').focus();
  for (let step = 0; step < 60; step += 1) await page.keyboard.press('j');
  await expect.poll(focused).toBe('c60');
  await page.keyboard.press('k');
  await expect.poll(focused).toBe('c59');
  // From far away, the selected cell still is where keys start from.
  await page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
  await page.locator('[data-cell="c999"]').waitFor();
  await page.keyboard.press('j');
  await expect.poll(focused).toBe('c60');
  await page.locator('.lists').evaluate((lists) => lists.scrollTo(0, 26 * 700));
  await page.getByRole('navigation').getByText('Part 700', { exact: true }).click();
  await expect.poll(focused).toBe('c700');
  await page.locator('[data-cell="c700"]').getByRole('heading', { name: 'Part 700' }).waitFor();
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await page.locator('[data-cell="c700"]').waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('c701');
  await page.keyboard.press('z');
  await page.locator('[data-cell="c700"]').waitFor();
  await page.locator('[data-save="saved"]').waitFor();
  expect(await drawn()).toBeLessThan(300);
  expect(open.complaints).toEqual([]);
});
