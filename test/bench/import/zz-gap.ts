import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions } from '#shared/model/cells/data.ts';
import { importFile } from '/work/wt/reads/src-main/backend/data/index.ts';
import { Workspace } from '/work/wt/reads/src-main/backend/storage/index.ts';

/** Imports the file named on the command line into a fresh workspace, alone in this process, and prints its figures. */
const path = process.argv[2]!;
const folder = mkdtempSync(join(tmpdir(), 'portrait-import-'));
let ids = 0;
const workspace = Workspace.open(join(folder, 'bench.portrait'), {
  clock: Date.now,
  newId: () => `bench${(ids += 1)}`,
});
let longestGap = 0;
let last = performance.now(); let started = last; let peak=0; setInterval(()=>{const m=process.memoryUsage(); console.error(((performance.now()-started)/1000).toFixed(0), "rss",(m.rss/2**20).toFixed(0),"heap",(m.heapUsed/2**20).toFixed(0),(m.heapTotal/2**20).toFixed(0),"ab",(m.arrayBuffers/2**20).toFixed(0),"ext",(m.external/2**20).toFixed(0))},5000).unref();
const ticking = setInterval(() => {
  const now = performance.now();
  if (now-last>100) console.error(((now-started)/1000).toFixed(1),'gap',(now-last).toFixed(0)); longestGap = Math.max(longestGap, now - last);
  last = now;
}, 1);
started = performance.now();
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
