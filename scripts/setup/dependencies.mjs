import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { npmCommand, npmError } from './npm.mjs';
import { refuseForeign } from './foreign.mjs';
import { root } from './paths.mjs';
import { progressLine } from './progress.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

const STEP = 'dependencies';

/** Installs what package-lock.json names, without install scripts; skipped while the lock file is the same. */
export async function installDependencies(log) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const key = createHash('sha256').update(lockText).digest('hex');
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(hidden)) {
    if (readStamp(STEP) === key) return;
    if (alreadyInstalled(JSON.parse(lockText), JSON.parse(readFileSync(hidden, 'utf8'))))
      return writeStamp(STEP, key);
  }
  refuseForeign('its dependencies');
  await runNpmCi(JSON.parse(lockText), log);
  writeStamp(STEP, key);
}

/** Whether npm's own record of node_modules has every package of the lock file that is not optional. */
export function alreadyInstalled(lock, hidden) {
  return Object.entries(lock.packages).every(
    ([path, entry]) =>
      path === '' || entry.optional || hidden.packages[path]?.version === entry.version,
  );
}

/** The paths of the lock file's packages that npm installs on this platform. */
export function packagesHere(lock, platform = process.platform, arch = process.arch) {
  const fits = (allowed, value) => {
    const list = allowed === undefined ? [] : [allowed].flat();
    if (list.includes(`!${value}`)) return false;
    const positive = list.filter((name) => !name.startsWith('!'));
    return positive.length === 0 || positive.includes(value);
  };
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && fits(entry.os, platform) && fits(entry.cpu, arch))
    .filter(([, entry]) => !fits(['musl'], entry.libc?.[0] ?? ''))
    .map(([path]) => path);
}

async function runNpmCi(lock, log) {
  const [command, ...before] = npmCommand();
  const progress = progressLine('Dependencies (npm ci)');
  const paths = packagesHere(lock);
  const timer = setInterval(() => {
    const here = paths.filter((path) => existsSync(join(root, path, 'package.json'))).length;
    progress.update(here, paths.length, 'packages');
  }, 500);
  const { code, output } = await runCommand(
    command,
    [...before, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'],
    { cwd: root },
  ).finally(() => clearInterval(timer));
  if (code !== 0) {
    log(`npm ci ended with ${code}\n${output}`);
    const error = npmError(output);
    progress.fail('not installed');
    throw error;
  }
  progress.done(`${paths.length} packages`);
}
