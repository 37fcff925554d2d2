import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../setup/command.mjs';
import { formatSeconds } from '../setup/progress.mjs';
import { root } from '../setup/paths.mjs';

const bin = (name, file) => join(root, 'node_modules', name, file);

/** What must hold of the sources; each counts as one test. Those that take longest begin first but for the cheapest. */
const steps = [
  { name: 'prettier', args: [bin('prettier', 'bin/prettier.cjs'), '--check', '.'] },
  { name: 'eslint', args: [bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'] },
  {
    name: 'eslint, components by type',
    args: [join(root, 'scripts', 'testing', 'lint-components.mjs')],
  },
  {
    name: 'dependency-cruiser',
    args: [
      bin('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
      ...['shared', 'src-main', 'src-renderer', 'scripts', 'test'],
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
    ],
  },
  ...['shared', 'src-main', 'test'].map((folder) => ({
    name: `tsc ${folder}`,
    args: [bin('typescript', 'bin/tsc'), '-p', folder],
  })),
  {
    name: 'svelte-check',
    args: [
      bin('svelte-check', 'bin/svelte-check'),
      ...['--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings'],
      ...['--output', 'human', '--no-color'],
    ],
  },
  { name: 'knip', args: [bin('knip', 'bin/knip.js'), '--no-progress'] },
];

/** Runs every lint step, two at a time, and prints the output of the failing ones; {passed, failed: [name]}. */
export async function runLint(node) {
  const passed = [];
  const failed = [];
  const waiting = [...steps];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await run(step);
  };
  const run = async ({ name, args }) => {
    if (!existsSync(args[0])) throw new Error(`${args[0]} is missing`);
    const started = Date.now();
    const { code, output } = await runCommand(node, args, { cwd: root });
    const seconds = formatSeconds((Date.now() - started) / 1000);
    process.stdout.write(`${code === 0 ? '✓' : '✗'} lint: ${name} (${seconds})\n`);
    if (code !== 0) process.stdout.write(`${output.trim()}\n`);
    (code === 0 ? passed : failed).push(`lint: ${name}`);
  };
  await Promise.all([lane(), lane()]);
  return { passed: passed.length, failed, skipped: [] };
}
