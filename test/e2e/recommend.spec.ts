import { readFileSync } from 'node:fs';
import { parquetMetadata } from 'hyparquet';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell, notebookOf } from '../support/cells.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

const tables = ['events', 'users', 'items', 'friends'];
const document = notebookOf(
  ...tables.map((table) => cell(table, 'data', { source: { type: 'sample', table, users: 1000 } })),
  cell('Who', 'interactions', {}, Object.fromEntries(tables.map((table) => [table, [table]]))),
  cell('EASE', 'recommend', {}, { interactions: ['Who'] }),
  cell('Lists', 'batch', { top: 5 }, { recommender: ['EASE'] }),
);

describe('from events to a list for everyone, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
  });
  afterAll(() => open.close());

  const cellNamed = async (name: string): Promise<Locator> => {
    await cells.select(name);
    return cells.cell(name);
  };

  it('recognises the layout of the tables, and says so', async () => {
    const who = await cellNamed('Who');
    await who.getByText('Known layout: sample shop.').waitFor();
    await who.getByText('The settings follow it.').waitFor();
    expect(await who.getByLabel('Weight of “purchase”').inputValue()).toBe('6');
    await cells.waitForState('Who', 'Fresh');
    await who.getByText(/friendships among/).waitFor();
    // Looking at a cell changes nothing: what is proposed counts without being written down.
    expect(await open.page.getByRole('button', { name: /^Undo/ }).isDisabled()).toBe(true);
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('says that a random split lets the future leak, and gives the proposal back with one click', async () => {
    const who = await cellNamed('Who');
    await who.getByRole('radio', { name: 'At random' }).check({ force: true });
    await who.getByText(/a random split ignores them/).waitFor();
    await who.getByRole('button', { name: 'Use proposed settings' }).click();
    await who.getByText('The settings follow it.').waitFor();
    await cells.waitForState('Who', 'Fresh');
    expect(await who.getByRole('radio', { name: 'By time' }).isChecked()).toBe(true);
  });

  it('fits another algorithm at a click, shows its loss, and has the former result back at once', async () => {
    const ease = await cellNamed('EASE');
    // What was proposed counts again above, so what was made of it does as well.
    await cells.waitForState('EASE', 'Fresh');
    await cells.choose(ease, /^Recommender/, /^BPR/);
    // A cell that is called after its algorithm goes on being.
    const bpr = cells.cell('BPR matrix factorisation');
    await bpr.getByLabel('Epochs').fill('4');
    await bpr.getByLabel('Epochs').press('Enter');
    await bpr.getByRole('button', { name: 'Run', exact: true }).first().click();
    await bpr.getByText('Training loss').first().waitFor();
    await cells.choose(bpr, /^Recommender/, /^EASE/);
    await cells.waitForState('EASE', 'Fresh');
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('writes the lists as CSV and as Parquet', async () => {
    const lists = await cellNamed('Lists');
    const state = lists.locator('header');
    if (!(await state.getByText('Fresh', { exact: true }).isVisible())) {
      await lists.getByRole('button', { name: 'Run', exact: true }).first().click();
      await cells.waitForState('Lists', 'Fresh');
    }
    const saved = async (button: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        open.page.waitForEvent('download'),
        lists.getByRole('button', { name: button }).click(),
      ]);
      return readFileSync(await download.path());
    };
    const csv = (await saved('Lists as CSV')).toString('utf8').trim().split('\r\n');
    expect(csv[0]).toBe('user,rank,item,title,score,list');
    const parquet = await saved('Lists as Parquet');
    const { num_rows: rows } = parquetMetadata(Uint8Array.from(parquet).buffer);
    expect(Number(rows)).toBe(csv.length - 1);
    expect(csv.length - 1).toBe(1000 * 5);
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('complains of nothing in the console', () => {
    expect(open.complaints).toEqual([]);
  });
});
