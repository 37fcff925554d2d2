import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { sharedData } from '../../support/shared-data.ts';

/**
 * What encryption costs: import of online_retail.csv.gz, rows read at random, a whole column added up, opening and unlocking,
 * encrypted beside plain, turn about in one run: processor time, not the clock. `npm run bench -- encryption [--json]`
 */
const rounds = 3;
const limits = { importing: 1.3, randomRows: 1.5 };
const measured = z.record(z.string(), z.number());
const child = fileURLToPath(new URL('child.ts', import.meta.url));
const source = sharedData('online_retail.csv.gz');
if (source === undefined) console.log('online_retail.csv.gz is not here: nothing measured');
else run(source);

function run(file: string): void {
  const once = (kind: string) => measured.parse(JSON.parse(inFolder(kind, file)));
  const runs = Array.from({ length: rounds }, () => ({
    plain: once('plain'),
    sealed: once('sealed'),
  }));
  const figures = Object.fromEntries(
    Object.keys(runs[0]!.sealed).map((name) => {
      const [plain, sealed] = (['plain', 'sealed'] as const).map((kind) =>
        median(runs.map((one) => one[kind][name] ?? 0)),
      );
      return [name, { plain, encrypted: sealed, ratio: sealed! / plain! }];
    }),
  );
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
  else
    for (const [name, { plain, encrypted, ratio }] of Object.entries(figures))
      console.log(
        `${name}: plain ${shown(plain)}, encrypted ${shown(encrypted)}, ratio ${plain === 0 ? 'none' : shown(ratio)}`,
      );
  const reached =
    figures['importing']!.ratio <= limits.importing &&
    figures['randomRows']!.ratio <= limits.randomRows;
  if (!reached) process.exitCode = 1;
}

function inFolder(kind: string, file: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-encryption-'));
  try {
    const copy = join(folder, 'online_retail.csv.gz');
    cpSync(file, copy);
    return execFileSync(process.execPath, [child, kind, copy], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function shown(value = Number.NaN): string {
  return String(Math.round(value * 1000) / 1000);
}
