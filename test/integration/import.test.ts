import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { data, parseOptions } from '#shared/model/cells/data.ts';
import { FileFingerprints, importFile } from '../../src-main/backend/data/index.ts';
import { dataKind } from '../../src-main/backend/notebook/kinds/data.ts';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { sharedData } from '../support/shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-'));
const path = join(folder, 'test.portrait');
let ids = 0;
const deps = { clock: () => 1, newId: () => `id-${(ids += 1)}` };
afterAll(() => rmSync(folder, { recursive: true }));

const retail = sharedData('online_retail.csv.gz');
const shoppers = sharedData('online_shoppers_intention.csv');
const request = (file: string) => ({ path: file, options: parseOptions.parse({}), columns: [] });

function physicalTables(workspace: Workspace): unknown[] {
  return workspace.db
    .prepare("SELECT name FROM sqlite_schema WHERE name LIKE 't\\_%' ESCAPE '\\'")
    .pluck()
    .all();
}

describe('import into a workspace', () => {
  it.skipIf(retail === undefined)('reads Online Retail whole', async () => {
    const workspace = Workspace.open(path, deps);
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 5);
    const { table, warnings } = await importFile(workspace.tables, request(retail!));
    clearInterval(counting);
    // Other work gets its turn while rows are written.
    expect(turns).toBeGreaterThan(10);
    expect(warnings).toEqual([]);
    expect(table.rows).toBe(541_909);
    expect(table.columns.map(({ type }) => type)).toEqual([
      ...['text', 'text', 'text', 'integer', 'date', 'real', 'real', 'category'],
    ]);
    const name = workspace.tables.physicalName(table.id);
    // Counts given with the data: purchase lines with a customer, their customers and items.
    const clean = workspace.db
      .prepare(
        `SELECT count(*) AS lines, count(DISTINCT c6) AS customers, count(DISTINCT c1) AS items FROM ${name}
         WHERE c6 IS NOT NULL AND c3 > 0 AND c5 > 0 AND c0 NOT LIKE 'C%'`,
      )
      .get();
    expect(clean).toEqual({ lines: 397_884, customers: 4338, items: 3665 });
    workspace.tables.drop(table.id);
    workspace.close();
    const again = Workspace.open(path, deps);
    expect(again.tables.list()).toEqual([]);
    again.close();
  });

  it.skipIf(retail === undefined)('stops in the middle and leaves nothing behind', async () => {
    const file = join(folder, 'stopped.portrait');
    const workspace = Workspace.open(file, deps);
    const stop = new AbortController();
    let seen = 0;
    const importing = importFile(workspace.tables, request(retail!), {
      signal: stop.signal,
      onProgress: (_stage, done) => {
        seen = done;
        if (done > 1_000_000) stop.abort();
      },
    });
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toBeGreaterThan(1_000_000);
    expect(workspace.tables.list()).toEqual([]);
    workspace.close();
    const again = Workspace.open(file, deps);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(again.tables.list()).toEqual([]);
    expect(again.notice).toBeNull();
    again.close();
  });

  it.skipIf(shoppers === undefined)(
    'reads Online Shoppers with its booleans and label',
    async () => {
      const workspace = Workspace.open(join(folder, 'shoppers.portrait'), deps);
      const { table } = await importFile(workspace.tables, request(shoppers!));
      expect(table.rows).toBe(12_330);
      expect(table.columns.at(-1)).toEqual({
        ...{ name: 'Revenue', type: 'boolean', words: ['FALSE', 'TRUE'] },
      });
      const name = workspace.tables.physicalName(table.id);
      expect(workspace.db.prepare(`SELECT sum(c17) FROM ${name}`).pluck().get()).toBe(1908);
      expect(physicalTables(workspace)).toEqual([name]);
      workspace.close();
    },
  );

  it('gives the same file the same fingerprint wherever it lies, and a changed one another', async () => {
    const kind = dataKind(new FileFingerprints());
    const settings = (name: string) =>
      data.settings.parse({ source: { type: 'file', path: name, name } });
    writeFileSync(join(folder, 'a.csv'), 'x\n1\n');
    writeFileSync(join(folder, 'b.csv'), 'x\n1\n');
    const first = await kind.fingerprint!(settings('a.csv'), folder);
    expect(await kind.fingerprint!(settings(join(folder, 'b.csv')), '/elsewhere')).toBe(first);
    writeFileSync(join(folder, 'a.csv'), 'x\n1\n2\n');
    expect(await kind.fingerprint!(settings('a.csv'), folder)).not.toBe(first);
    await expect(kind.fingerprint!(settings('none.csv'), folder)).rejects.toMatchObject({
      code: 'file_missing',
    });
  });
});
