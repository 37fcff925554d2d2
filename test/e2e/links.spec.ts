import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Notebook } from '../../shared/notebook/notebook.ts';
import { hostClient } from '../support/host-client.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { NotebookPage } from './pages/notebook-page.ts';
import { PalettePage } from './pages/palette-page.ts';

/** A notebook of invented people, and a chart of them. */
function fill(workspace: string): Promise<void> {
  const source = { type: 'sample', table: 'users', users: 1000 };
  const cells: Notebook['cells'] = [
    { id: 'shop', kind: 'data', name: 'Shop', settings: { source }, inputs: {}, collapsed: false },
    {
      ...{ id: 'ages', kind: 'chart', name: 'Ages', settings: { x: 'age' }, collapsed: false },
      inputs: { table: ['shop'] },
    },
  ];
  return runInto(workspace, {
    ...{ format: 'portrait-notebook', version: 1, title: 'Class', seed: 1, cells },
  });
}

describe('a link for a viewer, made in a window on the real host', () => {
  let open: OpenWindow;
  let guest: Page;
  let address = '';
  beforeAll(async () => {
    open = await openWindow({ fill });
    await new NotebookPage(open.page).ready();
  });
  afterAll(() => open.close());

  it('is made, shown once, and lets another browser in as viewer', async () => {
    const { page } = open;
    await new PalettePage(page).run('Let others in');
    const dialog = page.getByRole('dialog', { name: 'Let others in' });
    await dialog.getByLabel('Who it is for').fill('Class 3');
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    address = (await dialog.locator('[data-link-address]').textContent()) ?? '';
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    expect(await seriousFindings(page)).toEqual([]);
    const context = await page.context().browser()!.newContext({ locale: 'en-US' });
    guest = await context.newPage();
    await guest.goto(address);
    await new NotebookPage(guest).ready();
    await guest.getByText('You look on as viewer').waitFor();
    await expect.poll(() => guest.locator('[data-role="viewer"]').count()).toBe(1);
    await dialog.getByRole('cell', { name: 'Class 3' }).waitFor();
  });

  it('shows the chart and no row of the table, and changes nothing', async () => {
    await guest.getByText('it holds single rows or people').waitFor();
    expect(await guest.getByRole('grid').count()).toBe(0);
    await guest.locator('[data-cell="ages"] svg, [data-cell="ages"] canvas').first().waitFor();
    expect(await seriousFindings(guest)).toEqual([]);
    expect(await guest.getByRole('button', { name: 'Run all' }).count()).toBe(0);
    await guest.locator('[data-cell="ages"]').focus();
    await guest.keyboard.press('d');
    await guest.keyboard.press('d');
    const { client, close } = await hostClient(open.workspace);
    const [notebook] = (await client.workspace.info({})).notebooks;
    expect(notebook?.cells).toBe(2);
    close();
  });

  it('works once, and ends when the owner ends it', async () => {
    const other = await open.page.context().browser()!.newContext();
    const response = await (await other.newPage()).goto(address);
    expect(response?.status()).toBe(403);
    await other.close();
    const dialog = open.page.getByRole('dialog', { name: 'Let others in' });
    await dialog.getByRole('button', { name: 'End', exact: true }).click();
    await guest.getByText('Open Portrait with the address printed').waitFor();
  });
});
