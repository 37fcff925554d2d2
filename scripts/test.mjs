#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './setup/build-steps.mjs';
import { findChromium } from './setup/chromium.mjs';
import { wasInterrupted } from './setup/command.mjs';
import { prepareOldElectron } from './setup/electron-for-tests.mjs';
import { engineEnvironment } from './setup/engine-state.mjs';
import { root } from './setup/paths.mjs';
import { SetupError } from './setup/setup-error.mjs';
import { withSetUp } from './setup/set-up.mjs';
import { coverageTable, linesOf } from './testing/coverage.mjs';
import { runLint } from './testing/lint-steps.mjs';
import { runVitest } from './testing/vitest-part.mjs';

/** Fast first. */
const parts = ['lint', 'unit', 'engine', 'integration', 'component', 'e2e', 'peers'];
/** What reads an export somewhere else (Python, Chromium): slow, fetched where it can be had, and run with `--all` only. */
const SLOW = ['peers'];
/** The engine's tests take Chromium's GPU in software. */
const WITH_CHROMIUM = ['engine', 'component', 'e2e', 'peers'];
/** The checks need the generated message functions; the others start what was bundled. */
const WITH_BUNDLES = ['lint', 'integration', 'component', 'e2e'];

await withSetUp(
  fileURLToPath(import.meta.url),
  { retryEngine: true, bundles: false },
  async (log) => {
    const given = process.argv.slice(2);
    const coverage = given.includes('--coverage');
    const { parts: chosen, files } = chooseTests(given.filter((arg) => arg !== '--coverage'));
    const env = engineEnvironment();
    if (chosen.some((part) => WITH_CHROMIUM.includes(part)))
      env.PORTRAIT_CHROMIUM = (await findChromium(log)) ?? '';
    if (chosen.includes('e2e')) Object.assign(env, await prepareOldElectron(log));
    const bundled = chosen.some((part) => WITH_BUNDLES.includes(part));
    const totals = bundled ? await buildPart(log) : { passed: 0, failed: [], skipped: [] };
    for (const part of chosen) {
      if (wasInterrupted()) return 130;
      const result = await runPart(part, { env, files, coverage });
      totals.passed += result.passed;
      totals.failed.push(...result.failed);
      totals.skipped.push(...result.skipped);
    }
    const status = report(totals);
    if (coverage) process.stdout.write(`\n${coverageTable(linesOf(chosen))}\n`);
    return status;
  },
);

/** A bundle that cannot be made is a failure like another: what does not need it is tested all the same. */
async function buildPart(log) {
  try {
    await build(process.execPath, log);
    return { passed: 1, failed: [], skipped: [] };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stdout.write(`${error.message}\n${error.detail}\n`);
    return { passed: 0, failed: [`build: ${error.message}`], skipped: [] };
  }
}

/**
 * `--coverage` besides prints how much of each file the chosen tests ran. `--only PART,PART` chooses parts, paths of tests or of their folders choose those; nothing chooses all but the slow parts,
 * `--all` those as well.
 */
function chooseTests(given) {
  const args = given.filter((arg) => arg !== '--all');
  const only = args.indexOf('--only');
  const files = args.filter((arg, at) => arg !== '--only' && (only < 0 || at !== only + 1));
  if (only >= 0) return { parts: named((args[only + 1] ?? '').split(',')), files };
  if (files.length === 0)
    return {
      parts: args.length < given.length ? parts : parts.filter((part) => !SLOW.includes(part)),
      files,
    };
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined)
    throw new SetupError(`There is no test “${missing}”`, 'Name a file or a folder in test/.');
  return { parts: named([...new Set(files.map(partOf))]), files };
}

function named(names) {
  const unknown = names.find((name) => !parts.includes(name));
  if (unknown !== undefined)
    throw new SetupError(`There is no part “${unknown}” of the tests`, `Use ${parts.join(', ')}.`);
  return parts.filter((part) => names.includes(part));
}

/** The part that a file of test/ belongs to, by its folder. */
function partOf(file) {
  const path = relative(root, resolve(file)).split(sep);
  if (path[1] === 'unit' && path[2] === 'engine') return 'engine';
  return path[0] === 'test' ? path[1] : file;
}

function runPart(part, { env, files, coverage }) {
  process.stdout.write(`\n— ${part} —\n`);
  if (part === 'lint') return runLint(process.execPath);
  const of = files.filter((file) => partOf(file) === part);
  const run = { name: part, env, files: of, coverage };
  return part === 'component'
    ? runVitest(process.execPath, { ...run, config: 'vitest.component.config.ts' })
    : runVitest(process.execPath, { ...run, project: part });
}

/** The closing line, over everything; before it, what failed and what was skipped and why. */
function report({ passed, failed, skipped }) {
  const lines = [
    ...skipped.map(({ name, reason }) => `skipped: ${name} (${reason})`),
    ...failed.map((name) => `FAILED: ${name}`),
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return failed.length === 0 ? 0 : 1;
}
