import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell, notebookOf } from '../support/cells.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

const document = notebookOf(
  cell('People', 'data', { source: { type: 'sample', table: 'users', users: 1000 } }),
  cell('Asked', 'sql', { query: 'SELECT 1 AS one' }, { tables: ['People'] }),
);

describe('the SQL editor, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.select('Asked');
  });
  afterAll(async () => {
    // Refused styles would be among them: the page's policy allows no inline ones.
    expect(open.complaints).toEqual([]);
    await open.close();
  });

  const query = () => cells.cell('Asked').getByRole('textbox', { name: 'Query' });
  async function write(text: string): Promise<void> {
    await query().click();
    await cells.press('Control+a', 'Delete');
    await cells.type(text);
  }

  /** The first proposal, which does not take a key that comes at the moment it appears. */
  async function accept(name: RegExp): Promise<void> {
    await open.page.getByRole('option', { name, selected: true }).waitFor();
    await open.page.waitForTimeout(200);
    await cells.press('Enter');
    await expect.poll(() => open.page.getByRole('option').count()).toBe(0);
  }

  it('completes tables and columns, and colours what it knows', async () => {
    await write('SELECT count(*) AS n FROM Peo');
    await accept(/^People/);
    await cells.type(' WHERE signup');
    await accept(/^signup_date/);
    await cells.type(' IS NOT NULL');
    const keyword = query().getByText('SELECT', { exact: true });
    const plain = query().getByText('People', { exact: false }).first();
    const colour = (of: typeof keyword) => of.evaluate((one) => getComputedStyle(one).color);
    expect(await colour(keyword)).not.toBe(await colour(plain));
    await cells.press('Control+Enter');
    await expect.poll(() => cells.column('Asked', 0), { timeout: 20_000 }).toEqual(['1000']);
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('keeps letters that are commands of the notebook elsewhere', async () => {
    await write('SELECT a, b, j, k, dd FROM x');
    expect((await query().textContent())?.trim()).toBe('SELECT a, b, j, k, dd FROM x');
  });

  it('underlines what SQLite does not know', async () => {
    await write('SELECT agee FROM People');
    await cells.press('Escape', 'Control+Enter');
    const fault = query().locator('.cm-fault');
    await expect.poll(() => fault.allTextContents(), { timeout: 20_000 }).toEqual(['agee']);
  });

  it('indents by Tab, and Escape lets the next Tab leave', async () => {
    await write('SELECT 2 AS two');
    await cells.press('Home', 'Tab');
    expect(await query().textContent()).toMatch(/^ {2}SELECT 2/);
    await cells.press('Escape', 'Tab');
    const inside = () =>
      query().evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one);
    await expect.poll(inside).toBe(false);
  });

  it('takes back by itself what was typed, and takes over what the notebook takes back', async () => {
    await write('SELECT 3 AS three');
    await cells.press('Control+Enter');
    await cells.waitForState('Asked', 'Fresh');
    await write('SELECT 4 AS four');
    await cells.press('Control+z');
    await expect
      .poll(async () => (await query().textContent())?.trim())
      .not.toBe('SELECT 4 AS four');
    await write('SELECT 5 AS five');
    await cells.press('Control+Enter');
    await expect.poll(() => cells.column('Asked', 0), { timeout: 20_000 }).toEqual(['5']);
    await cells.select('Asked');
    await cells.press('z');
    await expect
      .poll(async () => (await query().textContent())?.trim(), { timeout: 10_000 })
      .not.toBe('SELECT 5 AS five');
  });
});
