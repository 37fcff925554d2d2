import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../support/browser.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** From `npm start` (set-up done) to a notebook that can be worked with, in a browser that is already open. */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, starts: { type: 'string' } },
});
const starts = Number(values.starts ?? 5);
const allowedMs = 3000;

type Start = { addressMs: number; usableMs: number };

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = temporaryFolder();
const browser = await launchBrowser();
// The first start makes the workspace and its first notebook; the page comes from no browser cache either way.
const first = await start();
const later: Start[] = [];
for (let turn = 0; turn < starts; turn += 1) later.push(await start());
await browser.close();
folder.remove();

const worst = Math.max(...later.map(({ usableMs }) => usableMs));
const report = { first, later, worst };
if (values.json) console.log(JSON.stringify(report));
else {
  say('new workspace', first);
  later.forEach((one, turn) => say(`start ${turn + 1}`, one));
}
process.exitCode = worst <= allowedMs ? 0 : 1;

async function start(): Promise<Start> {
  const began = performance.now();
  const args = ['--host', 'localhost', '--port', '0', '--no-open'];
  const workspace = ['--workspace', folder.file('start.portrait')];
  const child = spawn('npm', ['start', '--', ...args, ...workspace], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  try {
    const address = await addressOf(child);
    const addressMs = performance.now() - began;
    const page = await browser.newPage();
    await page.goto(address);
    await page.locator('[data-cell]').first().waitFor();
    // A key that is answered: the window is connected to its backend and drawn.
    await page.locator('[data-cell]').first().focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    const usableMs = performance.now() - began;
    await page.close();
    return { addressMs, usableMs };
  } finally {
    // npm does not pass every signal on: the whole group is told.
    const ended = once(child, 'exit');
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output to read'));
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /^Portrait is at (\S+)$/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}

function say(name: string, { addressMs, usableMs }: Start): void {
  console.log(
    `${name}: address after ${addressMs.toFixed(0)} ms, usable after ${usableMs.toFixed(0)} ms`,
  );
}
