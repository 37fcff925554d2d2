import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions } from '#shared/model/cells/data.ts';
import { importFile } from '../../../src-main/backend/data/index.ts';
import { Workspace } from '../../../src-main/backend/storage/index.ts';

/** Imports the file named on the command line into a fresh workspace, alone in this process, and prints its figures. */
const path = process.argv[2]!;
const folder = mkdtempSync(join(tmpdir(), 'portrait-import-'));
let ids = 0;
const workspace = Workspace.open(join(folder, 'bench.portrait'), {
  clock: Date.now,
  newId: () => `bench${(ids += 1)}`,
});
let longestGap = 0;
let last = performance.now();
const ticking = setInterval(() => {
  const now = performance.now();
  longestGap = Math.max(longestGap, now - last);
  last = now;
}, 1);
const started = performance.now();
last = started;
const { table } = await importFile(workspace.tables, {
  ...{ path, options: parseOptions.parse({}), columns: [] },
});
const seconds = (performance.now() - started) / 1000;
clearInterval(ticking);
workspace.close();
rmSync(folder, { recursive: true });
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, rows: table.rows, peakMegabytes, longestGap }));
