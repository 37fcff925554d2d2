import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeAbandoned } from './abandoned.mjs';
import { runCommand } from './command.mjs';
import { refuseForeign } from './foreign.mjs';
import { root } from './paths.mjs';
import { progressLine } from './progress.mjs';
import { SetupError } from './setup-error.mjs';
import { hashInputs, readStamp, writeStamp } from './stamp.mjs';

const COMMON = [
  'shared',
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/setup/build-steps.mjs',
];

const EXPORT_CONFIGS = [
  'vite.runtime.config.ts',
  'vite.recommender.config.ts',
  'vite.serve.config.ts',
];

/** Each step bundles into a folder of its own, which then takes the place of the last one. */
const STEPS = [
  {
    name: 'build-main',
    title: 'Build: app',
    inputs: [...COMMON, 'src-main', 'vite.main.config.ts', 'vite.preload.config.ts'],
    configs: ['vite.main.config.ts', 'vite.preload.config.ts'],
    outputs: ['backend', 'hosts', 'engine', 'electron'],
  },
  {
    name: 'build-export',
    title: 'Build: exports',
    inputs: [...COMMON, 'src-main/hosts/serve', ...EXPORT_CONFIGS],
    configs: EXPORT_CONFIGS,
    outputs: ['export'],
  },
  {
    name: 'build-renderer',
    title: 'Build: window',
    inputs: [...COMMON, 'src-renderer'],
    configs: ['src-renderer/vite.config.ts'],
    outputs: ['renderer'],
  },
];

/** Bundles main processes and renderer into dist/; a step whose inputs have not changed is skipped. */
export async function build(node, log) {
  for (const step of STEPS) {
    const key = hashInputs(step.inputs);
    const complete = step.outputs.every((name) => existsSync(join(root, 'dist', name)));
    if (complete && readStamp(step.name) === key) continue;
    refuseForeign('its bundles');
    await runStep(step, node, log);
    writeStamp(step.name, key);
  }
}

async function runStep(step, node, log) {
  const progress = progressLine(step.title);
  const dist = join(root, 'dist');
  mkdirSync(dist, { recursive: true });
  await removeAbandoned(dist);
  const work = join(dist, `partial-${step.name}-${process.pid}`);
  const timer = setInterval(() => progress.note('bundling'), 250);
  try {
    for (const config of step.configs) await vite(config, step, work, node, log, progress);
    for (const name of readdirSync(work)) replaceFolder(join(work, name), join(dist, name));
  } finally {
    clearInterval(timer);
    rmSync(work, { recursive: true, force: true });
  }
  progress.done();
}

async function vite(config, step, work, node, log, progress) {
  const outDir = step.outputs.length === 1 ? join(work, step.outputs[0]) : work;
  const { code, output } = await runCommand(
    node,
    [
      join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
      ...['build', '--config', join(root, config), '--outDir', outDir],
      ...['--emptyOutDir', 'false', '--logLevel', 'warn'],
    ],
    { cwd: root },
  );
  if (code === 0) return;
  log(`${config}\n${output}`);
  progress.fail('the bundle was not made');
  throw new SetupError(
    `Building the app failed (${config})`,
    'Undo the last change to the sources, or see .cache/setup/setup.log.',
    output,
  );
}

/** Puts a new folder in the place of an old one, which another process may be reading. */
export function replaceFolder(from, to) {
  const old = `${to}.partial-old-${process.pid}`;
  if (existsSync(to)) renameSync(to, old);
  renameSync(from, to);
  rmSync(old, { recursive: true, force: true });
}
