import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import main from '../../vite.main.config.ts';
import { replaceFolder } from '../setup/build-steps.mjs';
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
  await build({
    ...main,
    configFile: false,
    logLevel: 'warn',
    build: { ...main.build, outDir: work, rolldownOptions: { ...options, input } },
  });
  replaceFolder(work, folder);
  writeStamp(STEP, key);
}
