import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { sharedData } from '../../support/shared-data.ts';

/**
 * Import of online_retail.csv.gz against pandas `read_csv` plus `to_sql` into SQLite, turn about in one run, and the
 * peak memory of a process doing just the import, also for a file ten times as long.
 */
const rounds = 5;
const limits = { ratio: 1.3, peakMegabytes: 400, growth: 1.2 };

const ours = z.object({
  seconds: z.number(),
  rows: z.number(),
  peakMegabytes: z.number(),
  longestGap: z.number(),
});
const theirs = z.object({ seconds: z.number(), rows: z.number(), pandas: z.string() });

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const source = sharedData('online_retail.csv.gz');
if (source !== undefined) run(source);

function run(file: string): void {
  const python = pandasPython();
  const runs = Array.from({ length: rounds }, () => ({
    theirs: theirs.parse(
      JSON.parse(execFileSync(python, [here('pandas_import.py'), file], { encoding: 'utf8' })),
    ),
    ours: importAlone(file),
  }));
  const pandasSeconds = median(runs.map((one) => one.theirs.seconds));
  const seconds = median(runs.map((one) => one.ours.seconds));
  const peakMegabytes = Math.max(...runs.map((one) => one.ours.peakMegabytes));
  const tenfold = importTenfold(file);
  const figures = {
    rows: runs[0]!.ours.rows,
    pandas: runs[0]!.theirs.pandas,
    pandasSeconds,
    seconds,
    ratio: seconds / pandasSeconds,
    peakMegabytes,
    tenfoldRows: tenfold.rows,
    tenfoldSeconds: tenfold.seconds,
    tenfoldPeakMegabytes: tenfold.peakMegabytes,
    growth: tenfold.peakMegabytes / peakMegabytes,
    longestGapMs: Math.max(...runs.map((one) => one.ours.longestGap)),
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
  else for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${shown(value)}`);
  const reached =
    figures.ratio <= limits.ratio &&
    figures.peakMegabytes < limits.peakMegabytes &&
    figures.growth < limits.growth;
  if (!reached) process.exitCode = 1;
}

function importAlone(file: string): z.infer<typeof ours> {
  const text = execFileSync(process.execPath, [here('import-child.ts'), file], {
    encoding: 'utf8',
  });
  return ours.parse(JSON.parse(text));
}

/** The header once and the rows ten times, as gzip members one after the other. */
function importTenfold(file: string): z.infer<typeof ours> {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-tenfold-'));
  try {
    const text = gunzipSync(readFileSync(file));
    const header = text.indexOf(10) + 1;
    const path = join(folder, 'tenfold.csv.gz');
    writeFileSync(path, gzipSync(text.subarray(0, header)));
    const rows = gzipSync(text.subarray(header), { level: 1 });
    for (let copy = 0; copy < 10; copy += 1) appendFileSync(path, rows);
    return importAlone(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A Python with pandas: its own environment under the user's cache, made once. */
function pandasPython(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'portrait', 'bench-venv');
  const python = join(folder, 'bin', 'python');
  if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' });
  try {
    execFileSync(python, ['-c', 'import pandas'], { stdio: 'ignore' });
  } catch {
    // Not there yet: fetched once.
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'pandas'], { stdio: 'ignore' });
  }
  return python;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function shown(value: number | string): string {
  return typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : value;
}
