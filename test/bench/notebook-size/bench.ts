import { parseArgs } from 'node:util';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { Workspace } from '../../../src-main/backend/storage/index.ts';
import { launchBrowser } from '../../support/browser.ts';
import { counter, temporaryFolder } from '../../support/folder.ts';
import { startHost } from '../../support/window.ts';
import { editTimes } from './edits.ts';
import { windowTimes } from './window.ts';

/**
 * How long notebooks of 100, 1,000 and 10,000 cells take to open in a window until the first cell can be worked with, and how
 * long an edit takes: in the backend until it is saved and answered, in the window from the key until it says it is saved.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '100,1000,10000' },
    edits: { type: 'string', default: '40' },
  },
});
const edits = Number(values.edits);
const rows = [];
const browser = await launchBrowser();
for (const cells of values.sizes.split(',').map(Number)) {
  const folder = temporaryFolder();
  const path = folder.file('many.portrait');
  const workspace = Workspace.open(path, { clock: Date.now, newId: counter('id') });
  workspace.notebooks.create('many', notebook(cells), Date.now());
  const backend = editTimes(workspace, 'many', cells, edits);
  workspace.close();
  const host = await startHost(workspace.path);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  rows.push({ cells, backend, ...(await windowTimes(page, host.address, edits)) });
  await page.close();
  await host.stop();
  folder.remove();
}
await browser.close();

if (values.json) console.log(JSON.stringify(rows));
else
  for (const { cells, openMs, drawn, backend, window } of rows)
    console.log(
      `${cells} cells: opens in ${openMs.toFixed(0)} ms (${drawn} drawn); an edit, median and p95: backend ${times(backend)}, window ${times(window)}`,
    );

function times({ median, p95 }: { median: number; p95: number }): string {
  return `${median.toFixed(1)} and ${p95.toFixed(1)} ms`;
}

/** Notes: they are trusted wherever they come from. */
function notebook(count: number): Notebook {
  const cells = Array.from({ length: count }, (_, index) => {
    const settings = { text: `# Part ${index}\n\n${'Some words of it. '.repeat(6)}` };
    const id = `cell ${index}`;
    return { id, kind: 'note', name: `Note ${index}`, settings, inputs: {}, collapsed: false };
  });
  return { format: 'portrait-notebook', version: 1, title: 'Many', seed: 1, cells };
}
