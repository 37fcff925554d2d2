import { createRouterClient } from '@orpc/server';
import SqliteDatabase from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { tableOutput } from '../../../shared/model/cells/data.ts';
import { notebookEdit } from '../../../shared/notebook/notebook.ts';
import { createBackend } from '../../../src-main/backend/backend.ts';
import { nodeEngine } from '../../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { sharedData } from '../../support/shared-data.ts';

/**
 * How long it takes to find and to erase one customer of Online Retail (541,909 rows), and whether the rows of everybody else are as
 * before, byte for byte: `npm run bench -- erase-person [--customer 17850]`.
 */
const { values } = parseArgs({ options: { customer: { type: 'string', default: '17850' } } });
const source = sharedData('online_retail.csv.gz');
if (source === undefined || !existsSync(source)) throw new Error('Online Retail is not here.');
const folder = temporaryFolder();
copyFileSync(source, folder.file('retail.csv.gz'));
const path = folder.file('w.portrait');
const backend = await createBackend({
  ...{ workspacePath: path, host: 'localhost', spawnEngine: nodeEngine(), clock: Date.now },
  ...{ newId: () => crypto.randomUUID(), log: () => undefined, userFolder: folder.file('user') },
});
const client = createRouterClient(backend.router);
const { id } = await client.workspace.createNotebook({ title: 'Retail' });
await client.notebook.edit({
  id,
  edits: z.array(notebookEdit).parse([
    {
      ...{ type: 'insert', index: 0, kind: 'data', id: 'd', name: 'd' },
      settings: { source: { type: 'file', path: folder.file('retail.csv.gz'), name: 'r.csv.gz' } },
    },
  ]),
});
const shown = async () => (await client.notebook.open({ id })).states[0]?.shown ?? null;
while ((await shown()) === null) await sleep(200);
async function table() {
  const { output } = await client.notebook.output({ address: (await shown()) ?? '' });
  return tableOutput.parse(output).table;
}
/** Of every row in order, as SQLite gives it, that is not the customer's. */
async function digest(): Promise<string> {
  const { id: name, columns } = await table();
  const c = columns.findIndex((column) => /customer/i.test(column.name));
  const db = new SqliteDatabase(path, { readonly: true });
  const hash = createHash('sha256');
  let rows = 0;
  for (const row of db
    .prepare(`SELECT * FROM t_${name} WHERE c${c} IS NOT ${Number(values.customer)} ORDER BY rowid`)
    .raw()
    .iterate()) {
    hash.update(JSON.stringify(row));
    rows += 1;
  }
  db.close();
  return `${rows} rows ${hash.digest('hex').slice(0, 16)}`;
}
const { rows } = await table();
const before = await digest();
const identifiers = [values.customer];
let at = performance.now();
const found = await client.person.find({ identifiers });
const finding = performance.now() - at;
const columns = found.places.filter(({ proposed }) => proposed).map(({ column }) => column);
at = performance.now();
const done = await client.person.erase({ identifiers, columns });
const erasing = performance.now() - at;
const after = await digest();
console.log(
  `${rows} rows; columns ${columns.join(', ')}: found in ${(finding / 1000).toFixed(2)} s`,
);
console.log(
  `erased ${done.rows} rows in ${(erasing / 1000).toFixed(2)} s, ${done.found} hits left`,
);
console.log(`everybody else: ${before === after ? 'equal' : 'DIFFERENT'} (${before} / ${after})`);
await backend.close();
folder.remove();
