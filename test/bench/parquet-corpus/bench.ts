import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { parseOptions } from '#shared/model/cells/data.ts';
import type { CellValue } from '#shared/model/table.ts';
import { importFile } from '../../../src-main/backend/data/index.ts';
import { importBench } from '../../support/import-text.ts';
import { pythonWith } from '../train/venv.ts';
import { same, type Theirs } from './same.ts';

/**
 * Every Parquet file of a folder (say, the data of apache/parquet-testing) imported and compared cell by cell with
 * pyarrow: `npm run bench -- parquet-corpus FOLDER`. Prints what differs, and what only one of the two reads.
 */
type Reference = {
  file: string;
  error?: string;
  rows: number;
  names: string[];
  types: string[];
  columns: Theirs[][];
};
type Ours = { rows: CellValue[][]; names: string[]; total: number } | { refused: string };

const secondsAFile = 120;
const mostRows = 20_000;
const folder = process.argv[2];
if (folder === undefined)
  throw new Error('Name the folder: npm run bench -- parquet-corpus FOLDER');

const python = pythonWith('parquet-corpus', ['pyarrow==26.0.1']);
const peer = spawn(python, [fileURLToPath(new URL('pyarrow_rows.py', import.meta.url)), folder], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const bench = importBench();
const counts = {
  files: 0,
  equal: 0,
  wrong: 0,
  refusedGood: 0,
  refusedBoth: 0,
  readMore: 0,
  inside: 0,
};

for await (const line of createInterface({ input: peer.stdout })) {
  const reference = JSON.parse(line) as Reference;
  counts.files += 1;
  const ours = await read(reference.file);
  const name = reference.file.slice(folder.length);
  if ('refused' in ours) {
    if (/internal/.test(ours.refused)) counts.inside += 1;
    if (reference.error !== undefined) counts.refusedBoth += 1;
    else {
      counts.refusedGood += 1;
      console.log(`refused  ${name}: ${ours.refused}`);
    }
  } else if (reference.error !== undefined) {
    counts.readMore += 1;
    console.log(`only us  ${name}: ${ours.total} rows; pyarrow: ${reference.error}`);
  } else {
    const difference = compare(ours, reference);
    if (difference === undefined) counts.equal += 1;
    else {
      counts.wrong += 1;
      console.log(`differs  ${name}: ${difference}`);
    }
  }
}
bench.close();
console.log(counts);

async function read(path: string): Promise<Ours> {
  const request = { path, options: parseOptions.parse({ format: 'parquet' }), columns: [] };
  const timer = setTimeout(() => {
    console.log(`HANGS    ${path}`);
    process.exit(1);
  }, secondsAFile * 1000);
  try {
    const { table } = await importFile(bench.store, request);
    const rows: CellValue[][] = [];
    for (const batch of bench.store.scan(table.id)) {
      rows.push(...batch.rows);
      if (rows.length >= mostRows) break;
    }
    bench.store.drop(table.id);
    const names = table.columns.map((column) => column.name);
    return { rows: rows.slice(0, mostRows), names, total: table.rows };
  } catch (error) {
    if (error instanceof PortraitError) return { refused: error.message };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function compare(ours: Exclude<Ours, { refused: string }>, theirs: Reference): string | undefined {
  if (ours.total !== theirs.rows) return `${ours.total} rows of ${theirs.rows}`;
  if (ours.names.length !== theirs.names.length) return `columns ${ours.names.join(', ')}`;
  for (const [c, column] of theirs.columns.entries()) {
    // pyarrow gives a VARIANT as the binary parts it is made of; what they mean is tested beside its own suite.
    if (theirs.types[c]?.startsWith('struct<metadata: binary')) continue;
    for (const [r, value] of column.entries()) {
      const own = ours.rows[r]?.[c] ?? null;
      if (same(own, value)) continue;
      const shown = JSON.stringify(value).slice(0, 120);
      return `${theirs.names[c]} (${theirs.types[c]}) row ${r + 1}: ${String(own).slice(0, 120)} where ${shown}`;
    }
  }
  return undefined;
}
