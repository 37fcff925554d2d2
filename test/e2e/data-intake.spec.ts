import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { CellsPage } from './pages/cells-page.ts';
import { PalettePage } from './pages/palette-page.ts';

describe('rows taken in by hand, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    open = await openWindow();
    cells = new CellsPage(open.page);
    await cells.ready();
    await open.page.getByRole('button', { name: 'New notebook' }).click();
    await cells.cells.first().waitFor({ state: 'detached' });
    await new PalettePage(open.page).run('Add Data');
    await cells.ready();
  });
  afterAll(async () => {
    await open.close();
  });

  const dialog = () => open.page.getByRole('dialog');

  it('are asked for by a new cell, which has not failed', async () => {
    const cell = cells.cell('Data');
    await cell.getByText('Where do the rows come from?').waitFor();
    await cells.waitForState('Data', 'Stale');
    expect(await cell.getByRole('alert').count()).toBe(0);
  });

  it('can be pasted, with tabs as a spreadsheet copies them', async () => {
    const cell = cells.cell('Data');
    await cell.getByRole('button', { name: 'Paste a table …' }).click();
    await dialog()
      .getByRole('textbox')
      .first()
      .fill('name\tage\tcity\nAda\t36\tLondon\nGrace\t?\tNew York\n李雷\t28\t北京');
    await dialog().getByRole('button', { name: 'Use these rows' }).click();
    await dialog().getByText('3 columns').waitFor();
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await cells.waitForState('pasted', 'Fresh');
    await cells.cell('pasted').getByText('3 rows, 3 columns').waitFor();
    await expect.poll(() => cells.column('pasted', 0)).toEqual(['Ada', 'Grace', '李雷']);
    await expect.poll(() => cells.column('pasted', 1)).toEqual(['36', 'missing', '28']);
  });

  it('can be dropped on a cell that reads something else already', async () => {
    const transfer = await open.page.evaluateHandle(() => {
      const made = new DataTransfer();
      const lines = Array.from({ length: 40 }, (_, index) => `${index},${index * 2}`);
      made.items.add(new File([['a,b', ...lines].join('\n')], 'pairs.csv'));
      return made;
    });
    const row = cells.cell('pasted').getByText('3 rows, 3 columns');
    await row.dispatchEvent('dragover', { dataTransfer: transfer });
    await row.dispatchEvent('drop', { dataTransfer: transfer });
    await dialog().getByText('2 columns').waitFor();
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await cells.cell('pairs').getByText('40 rows, 2 columns').waitFor();
    await expect
      .poll(async () => (await cells.column('pairs', 1)).slice(0, 3))
      .toEqual(['0', '2', '4']);
  });

  it('never take the window away where a file is dropped beside the cell', async () => {
    const prevented = await open.page.evaluate(() =>
      ['dragover', 'drop'].map((type) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['a,b\n1,2'], 'a.csv'));
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        document.querySelector('main')?.dispatchEvent(event);
        return event.defaultPrevented;
      }),
    );
    expect(prevented).toEqual([true, true]);
  });

  it('become a cell each where several files are dropped anywhere on the window', async () => {
    await open.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['a,b\n1,2\n3,4'], 'first.csv'));
      dataTransfer.items.add(new File(['c,d,e\n1,2,3\n4,5,6'], 'second.csv'));
      for (const type of ['dragover', 'drop']) {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        document.querySelector('main')?.dispatchEvent(event);
      }
    });
    await cells.cell('first').getByText('2 rows, 2 columns').waitFor();
    await cells.cell('second').getByText('2 rows, 3 columns').waitFor();
    await expect.poll(() => cells.column('second', 2)).toEqual(['3', '6']);
  });

  it('keep \\N as a text where that is said, and are told which dates they may be', async () => {
    const text = 'name,served\nAda,6 set 24\n\\N,4 set 12\nGrace,12 set 20';
    await open.page.evaluate((content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], 'dump.csv'));
      for (const type of ['dragover', 'drop']) {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        document.querySelector('main')?.dispatchEvent(event);
      }
    }, text);
    await cells.cell('dump').getByText('3 rows, 2 columns').waitFor();
    await expect.poll(() => cells.column('dump', 0)).toEqual(['Ada', 'missing', 'Grace']);
    await expect.poll(() => cells.column('dump', 1)).toEqual(['6 set 24', '4 set 12', '12 set 20']);
    await cells.cell('dump').getByRole('button', { name: 'Import settings …' }).click();
    await dialog().getByText('2 columns').waitFor();
    await dialog().getByText('2024-09-06').waitFor();
    await dialog().getByRole('button', { name: 'Keep \\N as text' }).click();
    await dialog().getByRole('button', { name: 'Keep \\N as text' }).waitFor({ state: 'detached' });
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await expect.poll(() => cells.column('dump', 0)).toEqual(['Ada', '\\N', 'Grace']);
  });

  it('complained of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});
