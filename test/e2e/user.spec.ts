import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { cell } from '../support/cells.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

const tables = ['events', 'users', 'items', 'friends'];
const recommenders = {
  Ease: { type: 'ease', lambda: 200 },
  Factors: { type: 'ials', factors: 16, iterations: 5 },
  Segment: { type: 'popular', bySegment: true },
  Circle: { type: 'social' },
} as const;
const document: Notebook = {
  ...{ format: 'portrait-notebook', version: 1, title: 'One user', seed: 7 },
  cells: [
    ...tables.map((table) =>
      cell(table, 'data', { source: { type: 'sample', table, users: 1000 } }),
    ),
    cell(
      'who',
      'interactions',
      {
        ...{ user: 'user_id', item: 'item_id', time: 'time' },
        users: { key: 'user_id', segment: 'gender' },
        items: { key: 'item_id', title: 'title', category: 'category', price: 'price' },
      },
      Object.fromEntries(tables.map((table) => [table, [table]])),
    ),
    ...Object.entries(recommenders).map(([name, algorithm]) =>
      cell(name, 'recommend', { algorithm: { ...algorithm } }, { interactions: ['who'] }),
    ),
    cell('Person', 'user', {}, { recommenders: Object.keys(recommenders) }),
  ].map((each) => ({ ...each, collapsed: each.kind !== 'user' })),
};

describe('one user, in a window on the real host, by keyboard', () => {
  let open: OpenWindow;
  let cells: CellsPage;
  let person: Locator;
  const entry = (list: number, row: number): Locator =>
    person.locator(`[data-list="${list}"][data-row="${row}"]`);
  const spoken = async (button: Locator): Promise<string> =>
    ((await button.textContent()) ?? '').replaceAll(/\s+/g, ' ').trim();
  const titles = (list: number): Promise<string[]> =>
    person.locator(`[data-list="${list}"] .title`).allTextContents();

  beforeAll(async () => {
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Person', 'Fresh');
    person = cells.cell('Person');
    await cells.select('Person');
  });
  afterAll(async () => {
    await open.close();
  });

  it('asks for a user first, and finds one by words of attributes', async () => {
    await person.getByText('Whose recommendations shall it be?').waitFor();
    const search = person.getByRole('combobox', { name: 'Find a user' });
    await search.focus();
    await cells.type('u0000 phone');
    await person.getByRole('option').first().waitFor();
    await expect.poll(() => person.getByText('device: phone').count()).toBeGreaterThan(3);
    await cells.press('ArrowDown', 'Enter');
    await person.getByRole('region', { name: 'Who it is' }).getByText('phone').waitFor();
    await entry(0, 0).waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('shows each recommender’s list under its cell’s name, and why the first item is there', async () => {
    for (const name of ['Ease, EASE', 'Factors, iALS', 'Segment, Popular in the segment'])
      await person.getByRole('region', { name, exact: true }).waitFor();
    const why = person.getByRole('region', { name: 'Why, and who is alike' });
    await why.getByText('Adds up exactly').waitFor();
    expect((await titles(0)).length).toBe(10);
  });

  it('moves within and between lists by arrows, lighting the same item in all of them', async () => {
    await entry(0, 0).focus();
    await cells.press('ArrowDown', 'ArrowDown', 'ArrowRight');
    const focused = async (): Promise<string> => spoken(open.page.locator(':focus'));
    expect(await focused()).toMatch(/^3 .+ , Factors, score /);
    const title = (await titles(1))[2]!;
    await person.locator('.lit b').getByText(title, { exact: true }).first().waitFor();
    await cells.press('End');
    expect(await focused()).toMatch(/^10 /);
  });

  it('explains on Enter, follows a reason to its rows, and closes both with Escape', async () => {
    await entry(0, 1).focus();
    await cells.press('Enter');
    const why = person.getByRole('region', { name: 'Why, and who is alike' });
    await why.getByRole('heading', { name: (await titles(0))[1]! }).waitFor();
    const score = await why.locator('.score b').textContent();
    expect(await why.locator('.sum b').textContent()).toBe(score);
    await why
      .getByRole('button', { name: /^Rows: / })
      .first()
      .press('Enter');
    const rows = person.getByRole('grid');
    await rows.waitFor();
    await rows.getByText('user_id').first().waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
    await entry(0, 1).focus();
    await cells.press('Escape');
    await expect.poll(() => rows.count()).toBe(0);
    await cells.press('Escape');
    await why.getByText('Choose an item of a list to see why it is there.').waitFor();
  });

  it('tries an item on the user: lists move against the real ones, and back', async () => {
    const before = await titles(0);
    await entry(0, 0).focus();
    await cells.press('Enter');
    const why = person.getByRole('region', { name: 'Why, and who is alike' });
    await why.getByRole('button', { name: 'What if they had it' }).press('Enter');
    const tried = person.getByRole('group', { name: 'What if' });
    await tried.getByText(before[0]!, { exact: true }).waitFor();
    await expect.poll(() => titles(0)).not.toContain(before[0]);
    await person.getByText('1 → has it').first().waitFor();
    expect(await spoken(entry(0, 0))).toMatch(/(up \d|new in the list)/);
    expect(await seriousFindings(open.page)).toEqual([]);
    await tried.getByRole('button', { name: 'Undo the last change' }).press('Enter');
    await expect.poll(() => titles(0)).toEqual(before);
  });

  it('tries another value of an attribute', async () => {
    const before = await titles(2);
    const who = person.getByRole('region', { name: 'Who it is' });
    const gender = who.getByRole('button', { name: /^gender: / });
    const now = ((await gender.textContent()) ?? '').trim();
    await gender.press('Enter');
    await open.page.getByRole('combobox', { name: /^gender/ }).press('Enter');
    const other = now === 'female' ? 'male' : 'female';
    await open.page.getByRole('option', { name: other, exact: true }).click();
    const tried = person.getByRole('group', { name: 'What if' });
    await tried.getByText(`gender = ${other}`).waitFor();
    await expect.poll(() => titles(2)).not.toEqual(before);
    await tried.getByRole('button', { name: 'Back to real' }).press('Enter');
    await expect.poll(() => titles(2)).toEqual(before);
  });

  it('takes seen items back in where asked, and leaves a category out', async () => {
    const hide = person.getByRole('checkbox', { name: 'Leave out what they have' });
    await person.getByText(/\d+ left out: has them/).waitFor();
    await hide.press('Space');
    await expect.poll(() => person.getByText(/left out: has them/).count()).toBe(0);
    await hide.press('Space');
    await person.getByRole('button', { name: 'Categories' }).press('Enter');
    await open.page.getByRole('checkbox', { name: 'Books' }).press('Space');
    await person.getByText(/\d+ left out: category/).waitFor();
    await open.page.getByRole('checkbox', { name: 'Books' }).press('Space');
    await cells.press('Escape');
    await expect.poll(() => person.getByText(/left out: category/).count()).toBe(0);
  });

  it('goes to a user alike', async () => {
    await entry(0, 0).focus();
    await cells.press('Enter');
    await person.getByRole('tab', { name: 'Users alike' }).press('Enter');
    const alike = person.getByRole('tabpanel').getByRole('button').first();
    const id = ((await alike.textContent()) ?? '').trim();
    await alike.press('Enter');
    const heading = person.getByRole('heading', { name: id, exact: true });
    await expect.poll(() => heading.count()).toBe(1);
    await person.getByRole('tab', { name: 'Why' }).press('Enter');
  });

  it('serves somebody nobody knows: popular first, from the first item on by taste', async () => {
    await person.getByRole('button', { name: 'New person' }).press('Enter');
    await person.getByText('What is popular instead').first().waitFor();
    await person.getByRole('button', { name: 'Add an item' }).press('Enter');
    await open.page.getByRole('combobox', { name: 'Words of a title, or an id' }).waitFor();
    await open.page
      .getByRole('listbox', { name: 'Items found' })
      .getByRole('option')
      .first()
      .waitFor();
    await cells.press('Enter', 'Escape');
    await expect
      .poll(() =>
        person
          .getByRole('region', { name: 'Ease, EASE' })
          .getByText('What is popular instead')
          .count(),
      )
      .toBe(0);
    expect(await seriousFindings(open.page)).toEqual([]);
    expect(open.complaints).toEqual([]);
  });
});
