import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell, notebookOf } from '../support/cells.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

const sample = (table: string) =>
  cell(table, 'data', { source: { type: 'sample', table, users: 1000 } });
const tables = ['events', 'users', 'items'];
const folded = <T extends object>(one: T) => ({ ...one, collapsed: true });
export const document = notebookOf(
  ...tables.map(sample).map(folded),
  folded(
    cell(
      'log',
      'interactions',
      {
        ...{ user: 'user_id', item: 'item_id', time: 'time' },
        users: { key: 'user_id' },
        items: { key: 'item_id', title: 'title', category: 'category', price: 'price' },
      },
      Object.fromEntries(tables.map((table) => [table, [table]])),
    ),
  ),
  folded(
    cell(
      'iALS',
      'recommend',
      { algorithm: { type: 'ials', factors: 8 } },
      { interactions: ['log'] },
    ),
  ),
  cell('Who', 'profile', { segments: 3 }, { interactions: ['log'] }),
  cell(
    'Counted',
    'sql',
    { query: 'SELECT segment_name, count(*) AS users FROM "Who" GROUP BY 1 ORDER BY min(segment)' },
    { tables: ['Who'] },
  ),
  cell('Lists', 'batch', { refit: false, top: 3 }, { recommender: ['iALS'], population: ['Who'] }),
  cell(
    'Plan',
    'campaign',
    { campaigns: [{ list: { type: 'popular' } }], resamples: 200 },
    { recommenders: ['iALS'], profile: ['Who'] },
  ),
);

describe('segments as an input, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Plan', 'Fresh');
  });
  afterAll(async () => {
    expect(open.complaints).toEqual([]);
    await open.close();
  });

  it('carry a name given by hand into SQL, and the profile stays as it is', async () => {
    await cells.select('Who');
    const who = cells.cell('Who');
    await who
      .getByRole('tabpanel')
      .getByRole('button', { name: /^Rename / })
      .first()
      .click();
    const field = who.getByRole('textbox', { name: /^Name of / });
    await field.fill('Regulars');
    await field.press('Enter');
    await cells.waitForState('Who', 'Fresh');
    await cells.select('Counted');
    await expect.poll(() => cells.column('Counted', 0), { timeout: 15_000 }).toContain('Regulars');
  });

  it('are whom lists are made for', async () => {
    await cells.select('Lists');
    const lists = cells.cell('Lists');
    const choice = lists.getByRole('region', { name: 'Only these segments of Who' });
    await choice.getByRole('checkbox', { name: 'Regulars' }).click();
    await cells.waitForState('Lists', 'Stale');
    await lists.getByRole('button', { name: 'Run', exact: true }).first().click();
    await cells.waitForState('Lists', 'Fresh');
    const told = lists.getByText(/^Only chosen segments: /);
    await told.waitFor();
    // Of everyone there is, not of those who got a list.
    expect(await told.textContent()).toMatch(/: \d+ of 1,000$/);
  });

  it('are whom campaigns are for, each beside most popular and people at random', async () => {
    await cells.select('Plan');
    const plan = cells.cell('Plan');
    await plan.getByRole('button', { name: 'One for each segment' }).click();
    await plan.getByRole('button', { name: 'Run', exact: true }).first().click();
    await cells.waitForState('Plan', 'Fresh');
    const table = plan.getByRole('region', { name: 'Campaigns measured' }).last();
    await expect.poll(() => table.getByRole('row').count()).toBe(5);
    await table.getByRole('rowheader', { name: 'Regulars: iALS' }).waitFor();
    await plan.getByText('Nobody was shown these lists', { exact: false }).waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });
});
