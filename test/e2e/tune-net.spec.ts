import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

const folder = temporaryFolder();

function customers(): string {
  const random = createRandom(3);
  const lines = ['visits,spend,plan,label'];
  for (let row = 0; row < 400; row++) {
    const [visits, spend] = [random.next(), random.next()];
    const plan = random.next() < 0.5 ? 'free' : 'pro';
    const label = visits * spend > 0.25 !== random.next() < 0.1 ? 'yes' : 'no';
    lines.push([visits.toFixed(3), spend.toFixed(3), plan, label].join(','));
  }
  const path = folder.file('customers.csv');
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('a search over networks, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    const source = { type: 'file', path: customers(), name: 'customers.csv' };
    const document = notebookOf(
      { ...cell('data', 'data', { source }), collapsed: true },
      {
        ...cell('features', 'features', { label: { column: 'label' } }, { table: ['data'] }),
        collapsed: true,
      },
      cell(
        'Tuned',
        'tuneNet',
        { trials: 14, epochs: 3, folds: { count: 2 } },
        { features: ['features'] },
      ),
    );
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Tuned', 'Fresh');
  });
  afterAll(async () => {
    await open.close();
    folder.remove();
  });

  it('shows the best, how it was chosen, what mattered and every network', async () => {
    const tuned = cells.cell('Tuned');
    await cells.select('Tuned');
    await tuned.getByText('80, never read').waitFor();
    await tuned.getByText(/trained on 2 folds \(stratified k folds\)/).waitFor();
    await tuned.getByRole('img', { name: /Settings and score of every network/ }).waitFor();
    const rows = tuned.getByRole('region', { name: 'Networks tried' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(15);
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('adds the best as a Model and a Train cell below Features, and trains it', async () => {
    await cells.cell('Tuned').getByRole('button', { name: 'Use the best' }).click();
    await cells.waitForState('Model', 'Fresh');
    await cells.waitForState('Train', 'Fresh');
    expect(await cells.cell('Train').count()).toBe(1);
  });
});
