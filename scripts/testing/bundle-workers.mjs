import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import main from '../../vite.main.config.ts';
import { root } from '../setup/paths.mjs';
import { hashInputs, readStamp, writeStamp } from '../setup/stamp.mjs';

const STEP = 'test-workers';
const INPUTS = ['shared', 'src-main', 'package-lock.json', 'vite.main.config.ts'];

/** Bundles the threads and processes of the backend for the tests that start some, unless nothing of them has changed. */
export async function setup() {
  const folder = join(root, '.cache', STEP);
  const key = hashInputs(INPUTS);
  if (existsSync(folder) && readStamp(STEP) === key) return;
  const work = join(root, '.cache', `${STEP}-${process.pid}`);
  const options = main.build.rolldownOptions;
  const input = Object.fromEntries(
    Object.entries(options.input).filter(([name]) => name.startsWith('workers/')),
  );
  mkdirSync(work, { recursive: true });
  await build({
    ...main,
    configFile: false,
    logLevel: 'warn',
    build: { ...main.build, outDir: work, rolldownOptions: { ...options, input } },
  });
  // One that another run of the tests uses at this moment is replaced in one step.
  const old = `${work}-old`;
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(work, folder);
  rmSync(old, { recursive: true, force: true });
  writeStamp(STEP, key);
}
