import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultsFile } from '#shared/model/results/results-file.ts';
import { z } from 'zod';
import { temporaryFolder } from '../support/folder.ts';
import { start } from '../support/program.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

const ingredients = z.object({ settings: z.record(z.string(), z.unknown()) });

describe('files of known formats, in a window on the real host', () => {
  const folder = temporaryFolder();
  const ratings = folder.file('u.data');
  const sessions = folder.file('sessions.jsonl');
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    writeFileSync(ratings, '196\t242\t3\t881250949\n186\t302\t3\t891717742\n');
    const event = (aid: number, type: string) => ({ aid, ts: 1661724000278, type });
    const lines = [
      { session: 1, events: [event(7, 'clicks'), event(8, 'carts')] },
      { session: 2, events: [event(7, 'orders')] },
    ];
    writeFileSync(sessions, lines.map((line) => JSON.stringify(line)).join('\n'));
    open = await openWindow();
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Users', 'Fresh');
    await cells.cell('Users').getByRole('button', { name: 'Change …' }).click();
  });
  afterAll(async () => {
    await open.close();
    folder.remove();
  });

  const dialog = () => open.page.getByRole('dialog');
  const choose = (file: string) =>
    cells.give(file, () =>
      cells.cell('Users').getByRole('button', { name: 'Choose a file …' }).click(),
    );
  const nameOf = (column: number) => dialog().getByLabel(`Name of column ${column}`).inputValue();

  it('are told by their name, with names and types for their columns', async () => {
    await choose(ratings);
    await dialog()
      .getByText(/looks like u\.data of MovieLens 100K/)
      .waitFor();
    expect(await nameOf(1)).toBe('user_id');
    const type = dialog().getByRole('combobox', { name: /^Type of user_id/ });
    expect(await type.textContent()).toMatch(/text/);
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('can be read as they stand, or as another known file', async () => {
    await dialog().getByRole('button', { name: 'Read it as it stands' }).click();
    await expect.poll(() => nameOf(1)).toBe('column 1');
    await cells.choose(dialog(), /^Known format/, /Neural Collaborative Filtering.*rating/);
    await expect.poll(() => nameOf(3)).toBe('rating');
    await open.page.keyboard.press('Escape');
  });

  it('turn nested events into rows', async () => {
    await choose(sessions);
    await dialog()
      .getByText(/of OTTO/)
      .waitFor();
    await cells.choose(dialog(), /^Rows from/, 'Each line');
    await expect.poll(() => nameOf(2)).toBe('events');
    await cells.choose(dialog(), /^Rows from/, /Each entry of “events”/);
    await expect.poll(() => nameOf(2)).toBe('aid');
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await cells.cell('Users').getByText('3 rows, 4 columns').waitFor();
  });

  it('are listed with the open data sets they belong to', async () => {
    const cell = cells.cell('Users');
    await cell.getByRole('button', { name: 'Change …' }).click();
    await cell.getByRole('button', { name: 'Browse data sets …' }).click();
    await dialog().getByText('MovieLens 100K').waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
    await cells.give(ratings, () =>
      dialog().getByRole('button', { name: 'u.data: choose the file …' }).click(),
    );
    await dialog()
      .getByText(/Read as u\.data of MovieLens 100K/)
      .waitFor();
    await expect.poll(() => nameOf(4)).toBe('timestamp');
  });

  it('make the same result in the window and on the command line', async () => {
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await cells.cell('Users').getByText('2 rows, 4 columns').waitFor();
    const workspace = new Database(open.workspace, { readonly: true });
    const made = workspace
      .prepare('SELECT ingredients FROM results ORDER BY made_at DESC, rowid DESC LIMIT 1')
      .pluck()
      .get();
    workspace.close();
    // A browser tab hands a file over as a copy: all but where that lies is as in a window with paths of its own.
    const { settings } = ingredients.parse(JSON.parse(String(made)));
    const source = { type: 'file', path: ratings, name: 'u.data' };
    const cell = { kind: 'data', inputs: {} };
    const document = {
      ...{ format: 'portrait-notebook', version: 1, title: 't', seed: 1 },
      cells: [
        { ...cell, id: 'a', name: 'As in the window', settings: { ...settings, source } },
        { ...cell, id: 'b', name: 'Bare', settings: {} },
      ],
    };
    const notebook = folder.file('both.json');
    writeFileSync(notebook, JSON.stringify(document));
    const out = folder.file('out');
    const args = ['run', notebook, '--data', `Bare=${ratings}`, '--trust', '--out', out];
    expect(await start('hosts/cli/main.ts', args).ended).toMatchObject({ code: 0 });
    const file = readFileSync(`${out}/results.json`, 'utf8');
    const [shown, bare] = resultsFile.parse(JSON.parse(file)).cells;
    expect(shown?.outputs).toMatchObject({ rows: 2 });
    expect(bare?.address).toBe(shown?.address);
    expect(open.complaints).toEqual([]);
  });
});
