import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { tableOutput } from '#shared/model/cells/data.ts';
import { createBackend } from '../../../src-main/backend/backend.ts';
import { nodeEngine } from '../../../src-main/hosts/node-engine.ts';
import { launchBrowser } from '../../support/browser.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { startHost } from '../../support/window.ts';
import { mapCells, measureMap } from './map.ts';
import { framesNotebook } from './notebook.ts';
import { traced, type Frames } from './trace.ts';

/** Frames while a large table is scrolled, while curves grow, and while a map of users is moved, from a Chromium trace. */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rows: { type: 'string' },
    points: { type: 'string' },
  },
});
const rows = Number(values.rows ?? 1_000_000);
const points = Number(values.points ?? 100_000);

const folder = temporaryFolder();
const workspace = folder.file('frames.portrait');
await prepare();
const host = await startHost(workspace);
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(host.address);
const cdp = await browser.newBrowserCDPSession();

const grid = page.locator('[data-cell="many"] [role=grid]');
await grid.waitFor();
await grid.hover();
await page.waitForTimeout(3000);
const wheel = await traced(cdp, async () => {
  for (let turn = 0; turn < 150; turn += 1) {
    await page.mouse.wheel(0, 240);
    await sleep(16);
  }
});
const jumps = await traced(cdp, async () => {
  for (let jump = 1; jump <= 40; jump += 1) {
    await grid.evaluate((view, share) => view.scrollTo(0, view.scrollHeight * share), jump / 40);
    await sleep(100);
  }
});
await grid.focus();
await page.keyboard.press('Control+End');
await page.waitForTimeout(500);
const last = await grid.locator('[role=rowheader]').last().textContent();

const train = page.locator('[data-cell="train"]');
await train.scrollIntoViewIfNeeded();
await train.getByRole('button', { name: 'Train', exact: true }).click();
await train.locator('svg[data-chart]').first().waitFor({ timeout: 60_000 });
await page.waitForTimeout(3000);
const live = await traced(cdp, () => sleep(10_000));
await train.getByRole('button', { name: 'Stop', exact: true }).last().click();
const { pan, zoom } = await measureMap(page, cdp);
await browser.close();
await host.stop();
folder.remove();

const report = { rows, lastRow: last?.trim(), wheel, jumps, live, points, pan, zoom };
if (values.json) console.log(JSON.stringify(report));
else {
  console.log(`${rows} rows, the last one shown is ${report.lastRow}; a map of ${points} users`);
  for (const [name, frames] of Object.entries({ wheel, jumps, live, pan, zoom })) say(name, frames);
}
const met = [wheel, jumps, live, pan, zoom].every(({ longestCpu }) => longestCpu <= 50);
process.exitCode = met && Number(report.lastRow?.replaceAll(',', '')) === rows ? 0 : 1;

function say(name: string, part: Frames): void {
  const { seconds, frames, longestGap, longestTask, tasksOver50, longestCpu } = part;
  console.log(
    `${name}: ${(frames / seconds).toFixed(0)} frames a second, longest gap ${longestGap.toFixed(0)} ms, ` +
      `longest task ${longestTask.toFixed(1)} ms (${tasksOver50} over 50 ms), ` +
      `${longestCpu.toFixed(1)} ms of processor time`,
  );
}

/** Makes the tables beforehand, so that only the window is measured. */
async function prepare(): Promise<void> {
  const backend = await createBackend({
    workspacePath: workspace,
    host: 'cli',
    spawnEngine: nodeEngine(),
    clock: Date.now,
    newId: () => crypto.randomUUID(),
    log: () => undefined,
  });
  const client = createRouterClient(backend.router);
  const notebook = framesNotebook(rows);
  const text = JSON.stringify({ ...notebook, cells: [...notebook.cells, ...mapCells(points)] });
  const { id } = await client.workspace.importNotebook({ text });
  await client.notebook.trust({ id, others: false });
  const cells = ['many', 'model', 'profile'];
  await client.notebook.run({ id, cells });
  for (;;) {
    const { states } = await client.notebook.open({ id });
    const made = states.filter(({ cell }) => cells.includes(cell));
    const failed = made.find(({ status }) => status === 'failed');
    if (failed) throw new Error(JSON.stringify(failed.error));
    const table = made.find(({ cell }) => cell === 'many');
    if (made.every(({ status }) => status === 'fresh') && table?.shown) {
      const { output } = await client.notebook.output({ address: table.shown });
      const { table: info } = tableOutput.parse(output);
      await client.tables.summary({ table: info.id, label: null });
      break;
    }
    await sleep(200);
  }
  await backend.close();
}
