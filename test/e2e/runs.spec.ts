import { readFileSync, writeFileSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runCells, startBackend, type BackendClient } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';
import { PalettePage } from './pages/palette-page.ts';

const folder = temporaryFolder();

function customers(): string {
  const random = createRandom(3);
  const lines = ['visits,spend,label'];
  for (let row = 0; row < 300; row++) {
    const [visits, spend] = [random.next(), random.next()];
    lines.push([visits.toFixed(3), spend.toFixed(3), visits > spend ? 'yes' : 'no'].join(','));
  }
  const path = folder.file('customers.csv');
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** A workspace with three runs of one cell: 2 epochs, then larger batches, then a smaller rate. */
async function fill(workspace: string): Promise<void> {
  const backend = await startBackend(workspace);
  const client: BackendClient = createRouterClient(backend.router);
  const source = { type: 'file', path: customers(), name: 'customers.csv' };
  const document = notebookOf(
    cell('data', 'data', { source }),
    cell('features', 'features', { label: { column: 'label' } }, { table: ['data'] }),
    cell('model', 'model', { layers: [] }, { features: ['features'] }),
    cell('Net', 'train', { epochs: 2 }, { model: ['model'] }),
  );
  const { id } = await client.workspace.importNotebook({ text: JSON.stringify(document) });
  await runCells(client, id);
  for (const [name, value] of [
    ['batchSize', 64],
    ['learningRate', 0.02],
  ] as const) {
    await client.notebook.edit({ id, edits: [{ type: 'set', cell: 'Net', path: [name], value }] });
    await runCells(client, id);
  }
  await backend.close();
}

describe('all runs, in a window on the real host', () => {
  let open: OpenWindow;
  const dialog = () => open.page.getByRole('dialog', { name: 'Runs and fits' });
  const rows = () => dialog().getByRole('region', { name: 'Runs and fits' }).locator('tbody tr');
  const names = async () =>
    (await rows().locator('.go').allTextContents()).map((text) => text.trim());

  beforeAll(async () => {
    open = await openWindow({ fill });
    await new CellsPage(open.page).ready();
    await new PalettePage(open.page).run('All runs and fits');
    await dialog().waitFor();
  });
  afterAll(async () => {
    await open.close();
    folder.remove();
  });

  it('lists them newest first, sorts by the head of a column, and pins to the top', async () => {
    await expect.poll(names).toEqual(['Net #3', 'Net #2', 'Net #1']);
    await dialog().getByRole('button', { name: 'Started' }).click();
    await expect.poll(names).toEqual(['Net #1', 'Net #2', 'Net #3']);
    await dialog().getByRole('button', { name: 'Pin Net #2' }).click();
    await expect.poll(names).toEqual(['Net #2', 'Net #1', 'Net #3']);
    await dialog().getByRole('button', { name: 'Unpin Net #2' }).click();
    await expect.poll(names).toEqual(['Net #1', 'Net #2', 'Net #3']);
  });

  it('lays curves over each other and settings side by side', async () => {
    for (const name of ['Net #1', 'Net #2'])
      await dialog()
        .getByRole('checkbox', { name: `Choose ${name}` })
        .click();
    await dialog().getByText('2 chosen').waitFor();
    await dialog()
      .getByRole('img', { name: /over epochs of 2 runs/ })
      .waitFor();
    const settings = dialog().getByRole('region', { name: 'Settings side by side' });
    await settings.getByText('differs').first().waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('saves the chosen ones as CSV', async () => {
    const [download] = await Promise.all([
      open.page.waitForEvent('download'),
      dialog().getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    const lines = text.trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.slice(1).every((line) => /Net #[12]/.test(line))).toBe(true);
  });

  it('deletes, takes that back, and deletes for good', async () => {
    await dialog().getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(names).toEqual(['Net #3']);
    await open.page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await expect.poll(names).toEqual(['Net #1', 'Net #2', 'Net #3']);
    for (const name of ['Net #1', 'Net #2'])
      await dialog()
        .getByRole('checkbox', { name: `Choose ${name}` })
        .click();
    await dialog().getByRole('button', { name: 'Delete', exact: true }).click();
    await dialog().getByRole('checkbox', { name: 'Deleted (2)' }).click();
    await expect.poll(names).toEqual(['Net #1', 'Net #2']);
    await dialog().getByRole('checkbox', { name: 'Choose all' }).click();
    await dialog().getByRole('button', { name: 'Delete for good' }).click();
    await open.page.getByText('Deleted for good: 2.').waitFor();
    await expect
      .poll(() =>
        dialog()
          .getByRole('checkbox', { name: /Deleted/ })
          .count(),
      )
      .toBe(0);
    // Runs are numbered among those that are kept.
    await expect.poll(names).toEqual(['Net #1']);
  });
});
