import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

type Cell = Notebook['cells'][number];

const cell = (
  name: string,
  kind: string,
  settings: Cell['settings'],
  inputs: Cell['inputs'] = {},
  collapsed = true,
): Cell => ({ ...{ id: name, kind, name, settings, inputs, collapsed } });
const sample = (table: string): Cell =>
  cell(table, 'data', { source: { type: 'sample', table, users: 1000 } });
const tables = ['events', 'users', 'items'];
const document: Notebook = {
  ...{ format: 'portrait-notebook', version: 1, title: 'Profiles', seed: 7 },
  cells: [
    ...tables.map(sample),
    cell(
      'who',
      'interactions',
      {
        ...{ user: 'user_id', item: 'item_id', time: 'time', split: { kind: 'none' } },
        users: { key: 'user_id' },
        items: { key: 'item_id', title: 'title', category: 'category', price: 'price' },
      },
      Object.fromEntries(tables.map((table) => [table, [table]])),
    ),
    cell(
      'iALS',
      'recommend',
      { algorithm: { type: 'ials', factors: 16 } },
      { interactions: ['who'] },
    ),
    cell('Profiles', 'profile', {}, { interactions: ['who'], recommender: ['iALS'] }, false),
    cell(
      'Since',
      'updates',
      {},
      { interactions: ['who'], recommenders: ['iALS'], profile: ['Profiles'] },
      false,
    ),
  ],
};

describe('profiles and new events, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Profiles', 'Fresh');
  });
  afterAll(async () => {
    await open.close();
  });

  it('find a user by id, and show the profile with its segment', async () => {
    const profiles = cells.cell('Profiles');
    await cells.select('Profiles');
    const search = profiles.getByRole('textbox', { name: 'Find a user by id' });
    await search.fill('U0000042');
    await profiles.getByRole('button', { name: 'U0000042' }).waitFor();
    await search.press('Enter');
    await profiles.getByRole('heading', { name: 'U0000042' }).waitFor();
    await profiles.getByRole('region', { name: 'Profile of this user' }).waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('walk the map by keyboard: an arrow points at the next user, Enter chooses it', async () => {
    const profiles = cells.cell('Profiles');
    const map = profiles.getByRole('application', { name: 'Map of users' });
    await map.press('ArrowRight');
    await map.press('ArrowRight');
    const pointed = (await profiles.locator('.tip').textContent())?.split(' · ')[0] ?? '';
    expect(pointed).toMatch(/^U\d+$/);
    await map.press('Enter');
    await profiles.getByRole('heading', { name: pointed }).waitFor();
  });

  it('colour the map by a dimension chosen in the table of weights', async () => {
    const profiles = cells.cell('Profiles');
    await profiles.getByRole('tab', { name: 'Dimensions' }).click();
    await profiles.getByRole('button', { name: 'Mean price' }).click();
    await profiles.getByRole('combobox', { name: /^Coloured by: Mean price/ }).waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('show what typed events change for their user, and nothing after undo', async () => {
    const since = cells.cell('Since');
    await cells.select('Since');
    await since.getByText('No new events').waitFor();
    const typed = since.getByRole('textbox', { name: 'Events since the fit' });
    await typed.fill('U0000042, I00001\nU0000042, I00009');
    await typed.press('Control+Enter');
    await since.getByRole('heading', { name: 'U0000042' }).waitFor();
    expect(await since.getByRole('list', { name: 'iALS' }).getByRole('listitem').count()).toBe(10);
    expect(await seriousFindings(open.page)).toEqual([]);
    await cells.select('Since');
    await cells.press('z');
    await since.getByText('No new events').waitFor();
  });

  it('never had anything refused or thrown', () => {
    expect(open.complaints).toEqual([]);
  });
});
