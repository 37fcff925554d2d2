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

/** Four hundred people, of whom a table of age and city hides most; the hobby is known to nobody, or so it is proposed. */
function people(): string {
  const random = createRandom(4);
  const lines = ['email,age,city,hobby,income'];
  for (let row = 0; row < 400; row++) {
    const city = ['Oslo', 'Rome', 'Lima'][random.below(3)];
    const hobby = ['chess', 'golf', 'cooking', 'sailing'][random.below(4)];
    const age = 20 + random.below(50);
    lines.push([`p${row}@example.org`, age, city, hobby, random.below(90_000)].join(','));
  }
  const path = folder.file('people.csv');
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('how well people hide in a table, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    const source = { type: 'file', path: people(), name: 'people.csv' };
    const document = notebookOf(
      { ...cell('people', 'data', { source }), collapsed: true },
      cell('Hidden', 'anonymity', {}, { table: ['people'] }),
    );
    open = await openWindow({ fill: (workspace) => runInto(workspace, document) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Hidden', 'Fresh');
  });
  afterAll(async () => {
    await open.close();
    folder.remove();
  });

  it('says who stands out and why, and shows the table in which nobody does', async () => {
    const hidden = cells.cell('Hidden');
    await cells.select('Hidden');
    await hidden.getByText(/of 400 people (is|are) the only ones? with/).waitFor();
    await hidden.getByText(/everybody looks like at least \d+ others/).waitFor();
    const measures = hidden.getByRole('region', { name: 'As it is and as it was made' });
    const smallest = measures.getByRole('row', { name: /Smallest group/ }).getByRole('cell');
    const [before = '', after = ''] = await smallest.allTextContents();
    expect(before.trim()).toBe('1');
    expect(Number(after)).toBeGreaterThanOrEqual(5);
    const standing = hidden.getByRole('region', { name: 'Who stands out, and why' }).first();
    await standing
      .getByText(/rare together; without (age|city) it is one of/)
      .first()
      .waitFor();
    await hidden.getByRole('img', { name: 'People by the size of their group' }).waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('a column called known to others is hidden with the rest, and undone it is not', async () => {
    const hidden = cells.cell('Hidden');
    await cells.choose(hidden, /Call a column known to others/, /hobby/);
    await hidden.getByText(/their values of age, city, hobby/).waitFor();
    await cells.waitForState('Hidden', 'Fresh');
    await cells.choose(hidden, /What hobby gives away/, /Neither/);
    await hidden.getByText(/their values of age, city\./).waitFor();
    expect(open.complaints).toEqual([]);
  });
});
