import { parseOptions } from '#shared/model/cells/data.ts';
import { importFile } from '../../../src-main/backend/data/index.ts';
import { pageKeyOf } from '../../../src-main/backend/storage/encryption/index.ts';
import {
  createKey,
  encryptWorkspace,
} from '../../../src-main/backend/storage/encryption/rewrite.ts';
import { unlock } from '../../../src-main/backend/storage/encryption/unlock.ts';
import { Workspace } from '../../../src-main/backend/storage/index.ts';

/** One file imported into a workspace of its own and read back, encrypted (`sealed`) or not: milliseconds of processor time. */
const [kind = 'plain', file = ''] = process.argv.slice(2);
const path = `${file}.portrait`;
let ids = 0;
const deps = { clock: Date.now, newId: () => `id${(ids += 1)}` };
const figures: Record<string, number> = {};

async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const started = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(started);
  figures[name] = (user + system) / 1000;
  return result;
}

Workspace.open(path, deps).close();
let unlocked = {};
if (kind === 'sealed') {
  encryptWorkspace(path, await createKey('correct horse'), null);
  unlocked = { key: pageKeyOf(await timed('unlocking', () => unlock(path, 'correct horse'))) };
}
let workspace = Workspace.open(path, { ...deps, ...unlocked });
const options = parseOptions.parse({});
const { table } = await timed('importing', () =>
  importFile(
    workspace.tables,
    { path: file, options, columns: [] },
    { signal: new AbortController().signal, onProgress: () => undefined },
  ),
);
workspace.close();
workspace = await timed('opening', () => Workspace.open(path, { ...deps, ...unlocked }));
workspace.db.pragma('cache_size = -2000');
const rowAt = workspace.tables.rowReader(table.id);
await timed('randomRows', () => {
  for (let row = 1, at = 1; at <= 50_000; at += 1, row = (row * 48_271) % 2_147_483_647)
    rowAt((row % table.rows) + 1);
});
const name = workspace.tables.physicalName(table.id);
await timed('scanning', () => workspace.db.prepare(`SELECT sum(c3), max(c1) FROM ${name}`).get());
workspace.close();
console.log(JSON.stringify(figures));
