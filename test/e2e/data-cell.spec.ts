import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

describe('the Data cell, in a window on the real host', () => {
  const folder = temporaryFolder();
  const file = folder.file('people.csv');
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    const rows = Array.from(
      { length: 300 },
      (_, index) => `${index + 1};p${index % 7};${index / 4}`,
    );
    rows[41] = '42;p0;many';
    writeFileSync(file, ['id;group;amount', ...rows].join('\n'));
    open = await openWindow();
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Users', 'Fresh');
  });
  afterAll(async () => {
    await open.close();
    folder.remove();
  });

  const dialog = () => open.page.getByRole('dialog');

  it('previews a chosen file under the settings that were found', async () => {
    const cell = cells.cell('Users');
    await cell.getByRole('button', { name: 'Change …' }).click();
    await cells.give(file, () => cell.getByRole('button', { name: 'Choose a file …' }).click());
    await dialog().getByText('3 columns').waitFor();
    expect(
      await dialog()
        .getByRole('combobox', { name: /^Delimiter:/ })
        .textContent(),
    ).toContain(';');
    expect(await dialog().getByLabel('Name of column 2').inputValue()).toBe('group');
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('looks again when a setting changes', async () => {
    await cells.choose(dialog(), /^Delimiter:/, /^Comma/);
    await dialog().getByText('1 column', { exact: false }).waitFor();
    await cells.choose(dialog(), /^Delimiter:/, /^Semicolon/);
    await dialog().getByText('3 columns').waitFor();
    expect(await dialog().getByRole('row').nth(1).textContent()).toContain('p0');
  });

  it('names line and column of a value that does not fit the chosen type', async () => {
    await cells.choose(dialog(), /^Type of amount/, /^real/);
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await cells.waitForState('Users', 'Failed');
    const said = cells.cell('Users').getByRole('alert').first();
    await expect.poll(() => said.textContent()).toMatch(/line 43, column “?amount/i);
  });

  it('imports it all the same when told to, counting what it took as missing', async () => {
    const cell = cells.cell('Users');
    await cell.getByRole('button', { name: 'Import settings …' }).click();
    await dialog().getByText('3 columns').waitFor();
    await cells.choose(dialog(), /^Values of wrong type/, /^Take as missing/);
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await cell.getByText('300 rows, 3 columns').waitFor();
    const warned = cell.getByText(/^1 value did not fit/);
    expect(await warned.textContent()).toContain('first on line 43, column amount');
  });

  it('sorts, filters and searches the rows', async () => {
    const cell = cells.cell('Users');
    await cell.getByRole('button', { name: 'Sort by amount' }).click();
    await cell.getByRole('button', { name: 'Sort by amount' }).click();
    await expect.poll(async () => (await cells.column('Users', 2))[0]).toBe('74.75');
    await cell.getByRole('button', { name: 'Filter group' }).click();
    await open.page.getByLabel('Contains').fill('p3');
    await open.page.getByRole('button', { name: 'Apply' }).click();
    await cell.getByText('43 of 300 rows').waitFor();
    expect(new Set(await cells.column('Users', 1))).toEqual(new Set(['p3']));
    await cell.getByRole('searchbox').fill('no such text');
    await cell.getByText('No row matches.').waitFor();
    await cell.getByRole('button', { name: 'Clear search and filters' }).first().click();
    await expect.poll(async () => (await cells.column('Users', 1)).length).toBeGreaterThan(5);
  });

  it('is walked by keyboard from the first to the last row', async () => {
    await cells.grid('Users').focus();
    await cells.press('Control+Home');
    const first = await cells.activeText('Users');
    await cells.press('ArrowDown', 'ArrowUp');
    expect(await cells.activeText('Users')).toBe(first);
    await cells.press('Control+End', 'Home');
    await expect.poll(() => cells.activeText('Users')).not.toBe(first);
    const shown = cells.grid('Users').locator('[role=row][aria-rowindex="301"]');
    await shown.waitFor();
    await cells.press('Control+Home', 'ArrowUp', 'Enter');
    await expect
      .poll(() =>
        cells
          .grid('Users')
          .getByRole('columnheader', { name: /id/ })
          .first()
          .getAttribute('aria-sort'),
      )
      .toBe('ascending');
  });

  it('says what it knows of each column', async () => {
    const cell = cells.cell('Users');
    await cell.getByText('Columns', { exact: true }).click();
    await cell.getByRole('button', { name: 'amount', exact: true }).click();
    await cell.getByText('Standard deviation').waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
    await cell.getByRole('button', { name: /Numbers of .*amount/ }).click();
    await cell.getByRole('columnheader', { name: 'From' }).waitFor();
  });

  it('complained of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});
