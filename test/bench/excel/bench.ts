import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/**
 * Import of a workbook of 100,000 rows by 20 columns into a workspace, beside openpyxl reading every value of it (streamed,
 * values alone), turn about in one run.
 */
const rounds = 3;
const limits = { ratio: 1.5 };

const ours = z.object({ seconds: z.number(), rows: z.number(), peakMegabytes: z.number() });
const theirs = z.object({ seconds: z.number(), rows: z.number(), openpyxl: z.string() });

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'portrait-excel-'));
try {
  const python = openpyxlPython();
  const script = here('openpyxl_read.py');
  const file = join(folder, 'large.xlsx');
  execFileSync(python, [script, 'write', file]);
  const child = here('../import/import-child.ts');
  const runs = Array.from({ length: rounds }, () => ({
    theirs: theirs.parse(said(python, [script, 'read', file])),
    ours: ours.parse(said(process.execPath, [child, file])),
  }));
  const openpyxlSeconds = median(runs.map((run) => run.theirs.seconds));
  const seconds = median(runs.map((run) => run.ours.seconds));
  const ratio = seconds / openpyxlSeconds;
  const figures = {
    rows: runs[0]!.ours.rows,
    openpyxl: runs[0]!.theirs.openpyxl,
    ...{ openpyxlSeconds, seconds, ratio },
    peakMegabytes: Math.max(...runs.map((run) => run.ours.peakMegabytes)),
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
  else for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
  if (ratio > limits.ratio) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function said(command: string, args: string[]): unknown {
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8' }));
}

/** A Python with openpyxl: its own environment under the user's cache, made once. */
function openpyxlPython(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const environment = join(cache, 'portrait', 'excel-venv');
  const python = join(environment, 'bin', 'python');
  if (existsSync(python)) return python;
  execFileSync('python3', ['-m', 'venv', environment], { stdio: 'ignore' });
  const install = ['-m', 'pip', 'install', '--quiet', 'openpyxl==3.1.5'];
  execFileSync(python, install, { stdio: 'ignore' });
  return python;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
