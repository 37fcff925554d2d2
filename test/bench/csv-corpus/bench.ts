import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseOptions } from '#shared/model/cells/data.ts';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import type { CellValue } from '#shared/model/table.ts';
import { importFile } from '../../../src-main/backend/data/index.ts';
import { openTableStore } from '../../support/table-store.ts';
import { comparisonPython } from './venv.ts';

/**
 * Reads every text file of a folder with the importer, settings untouched, and compares the tables cell by cell with
 * what DuckDB and pandas make of the same files: `npm run bench -- csv-corpus --from DIR [--json FILE] [--references FILE] [--only PART]`.
 */
const longestSeconds = 60;
const mostCells = 400_000;
const wanted = /\.(csv|tsv|txt|psv|dat|data)(\.gz)?$/i;

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    json: { type: 'string' },
    only: { type: 'string' },
    references: { type: 'string' },
  },
  allowPositionals: true,
});
if (values.from === undefined) {
  console.error('Name the folder: npm run bench -- csv-corpus --from DIR');
  process.exitCode = 2;
} else await compare(values.from, values.only);

async function compare(from: string, only: string | undefined): Promise<void> {
  const python = comparisonPython();
  const scratch = mkdtempSync(join(tmpdir(), 'portrait-corpus-'));
  try {
    const readings = join(scratch, 'readings.jsonl');
    await readAll(from, only, readings, scratch);
    const peers = fileURLToPath(new URL('peers/compare.py', import.meta.url));
    const kept = (['json', 'references'] as const).flatMap((name) =>
      values[name] === undefined ? [] : [`--${name}`, values[name]],
    );
    const { status } = spawnSync(python, [peers, from, readings, ...kept], { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** One JSON line a file: names, types and rows, or the error. */
async function readAll(
  from: string,
  only: string | undefined,
  to: string,
  scratch: string,
): Promise<void> {
  const { db, store } = openTableStore(join(scratch, 'workspace.db'));
  const out = createWriteStream(to);
  for (const path of filesBelow(from)) {
    const file = relative(from, path);
    if (only !== undefined && !file.includes(only)) continue;
    const started = performance.now();
    const found = await readOne(store, path);
    out.write(`${JSON.stringify({ file, ms: performance.now() - started, ...found })}\n`);
  }
  await new Promise((resolve) => out.end(resolve));
  db.close();
}

async function readOne(
  store: ReturnType<typeof openTableStore>['store'],
  path: string,
): Promise<object> {
  const signal = AbortSignal.timeout(longestSeconds * 1000);
  try {
    const request = { path, options: parseOptions.parse({}), columns: [] };
    const { table, warnings } = await importFile(store, request, { signal });
    const rows: CellValue[][] = [];
    const most = Math.max(1, Math.floor(mostCells / table.columns.length));
    for (const batch of store.scan(table.id)) {
      rows.push(...batch.rows);
      if (rows.length >= most) break;
    }
    const columns = table.columns.map(({ name, type }) => ({ name, type }));
    store.drop(table.id);
    return { columns, rows: rows.slice(0, most), count: table.rows, warnings };
  } catch (error) {
    if (signal.aborted) return { hang: true };
    return { error: toErrorData(error) };
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => wanted.test(path) && isFile(path))
    .sort();
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
