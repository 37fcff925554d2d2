import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allSteps } from '../support/export/code-steps.ts';
import { oddRows } from '../support/export/every-step.ts';
import { everyModel, goldenOf } from '../support/export/exported.ts';
import { noAssets, writeFolder } from '../support/export/write-folder.ts';

const built = (name: string): string =>
  readFileSync(new URL(`../../dist/export/${name}.mjs`, import.meta.url), 'utf8');
const assets = {
  ...noAssets,
  runtime: () => built('runtime'),
  server: () => built('portrait-serve'),
};

/** Every step there is: also hashes, texts word by word with and without directions, and truth values in words. */
const model = everyModel('classes', 4, {}, allSteps);

it('an ES module of every step agrees over 10,000 odd rows in a fresh Node, features bit for bit', async () => {
  const folder = await writeFolder(
    'es_module',
    { ...model, golden: goldenOf(model, oddRows(10_000, 8)) },
    assets,
  );
  const options = { cwd: folder, encoding: 'utf8' as const };
  expect(execFileSync(process.execPath, ['verify.mjs'], options)).toBe('10000 rows agree\n');
  rmSync(folder, { recursive: true });
}, 120_000);

it('a server of every step gives the scores of 1,000 odd rows', async () => {
  const folder = await writeFolder(
    'server',
    { ...model, golden: goldenOf(model, oddRows(1000, 9)) },
    assets,
  );
  const options = { cwd: folder, encoding: 'utf8' as const };
  const printed = execFileSync(process.execPath, ['verify.mjs'], options);
  // Dates that are none are refused.
  expect(Number(/(\d+) rows agree/.exec(printed)?.[1])).toBeGreaterThan(100);
  rmSync(folder, { recursive: true });
}, 120_000);
