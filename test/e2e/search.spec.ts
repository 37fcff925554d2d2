import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { runInto } from '../support/run-notebook.ts';
import { shopSearch } from '../support/shop-search.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

const document = shopSearch(1000, 1, 'popular');
for (const each of document.cells) each.collapsed = each.kind !== 'search';

describe('search, in a window on the real host, by keyboard', () => {
  let open: OpenWindow;
  let cells: CellsPage;
  let cell: Locator;
  const query = (): Locator => cell.getByRole('combobox', { name: 'Search for' });
  const entry = (list: number, row: number): Locator =>
    cell.locator(`[data-list="${list}"][data-row="${row}"]`);
  const why = (): Locator => cell.getByRole('region', { name: 'Why this place' });

  beforeAll(async () => {
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('search', 'Fresh');
    cell = cells.cell('search');
    await cells.select('search');
  });
  afterAll(async () => {
    await open.close();
  });

  it('begins with what people type, goes on with a completion, and shows three lists row beside row', async () => {
    await cell.getByText('What are you looking for?').waitFor();
    await query().focus();
    await cells.type('vint');
    await cell
      .getByRole('option', { name: /^vintage/ })
      .first()
      .waitFor();
    await cells.press('ArrowDown', 'Enter');
    await expect.poll(() => query().inputValue()).toBe('vintage');
    for (const name of ['Text alone', 'Text and popularity', 'Personal'])
      await cell.getByRole('region', { name, exact: true }).waitFor();
    await entry(2, 0).waitFor();
    const tops = await Promise.all(
      [0, 1, 2].map(async (list) => (await entry(list, 3).boundingBox())!.y),
    );
    expect(new Set(tops).size).toBe(1);
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('goes through the lists by arrows and tells on Enter why an item stands there, adding up', async () => {
    await query().focus();
    await cells.press('ArrowDown', 'ArrowDown', 'ArrowLeft');
    await expect.poll(() => open.page.locator(':focus').getAttribute('data-list')).toBe('1');
    expect(await open.page.locator(':focus').getAttribute('data-row')).toBe('1');
    await cells.press('Enter');
    const title = (await open.page.locator(':focus .title').textContent())!;
    await why().getByRole('heading', { name: title }).waitFor();
    const numbers = await why().locator('table td:last-child').allTextContents();
    const amounts = numbers.map(Number);
    const sum = amounts.slice(0, -1).reduce((total, amount) => total + amount, 0);
    expect(Math.abs(sum - amounts.at(-1)!)).toBeLessThan(0.02);
    await cells.press('Home', 'ArrowUp');
    await expect
      .poll(() => query().evaluate((input) => input === input.ownerDocument.activeElement))
      .toBe(true);
  });

  it('searches as a person, beside another, and reads a slip of the fingers', async () => {
    for (const [name, id] of [
      ['As', 'u0000002'],
      ['Beside', 'u0000005'],
    ] as const) {
      await cell.getByRole('combobox', { name, exact: true }).focus();
      await cells.type(id);
      await cell
        .getByRole('option', { name: new RegExp(id, 'i') })
        .first()
        .waitFor();
      await cells.press('Enter');
    }
    await expect.poll(() => cell.locator('.other').count()).toBeGreaterThan(3);
    await query().fill('vintgae');
    await cell.getByText(/read as vintage/).waitFor();
    await query().fill('qqqqqq');
    await cell.getByText('Nothing found').waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
    expect(open.complaints).toEqual([]);
  });
});
