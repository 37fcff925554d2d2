import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { root, userCacheDir } from './paths.mjs';
import { progressLine } from './progress.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

const STEP = 'electron-unreachable';
const SILENCE_MS = 20_000;
const package_ = () => join(root, 'node_modules', 'electron');

/** The path of the Electron binary of this checkout, or undefined where only its npm package is here. */
export function electronBinary() {
  try {
    const name = readFileSync(join(package_(), 'path.txt'), 'utf8');
    const path = join(package_(), 'dist', name);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function version() {
  return JSON.parse(readFileSync(join(package_(), 'package.json'), 'utf8')).version;
}

/**
 * Fetches the binary with the package's own installer. Given up when 20 s pass without a byte;
 * the "no" is remembered for this version until `again`.
 */
export async function prepareElectron(log, { again = false } = {}) {
  if (electronBinary()) return;
  if (!again && readStamp(STEP) === version()) return;
  const progress = progressLine('Electron');
  const temp = join(userCacheDir(), `electron-${process.pid}`);
  mkdirSync(temp, { recursive: true });
  const watch = watchGrowth(temp, progress);
  const { code, output } = await runCommand(process.execPath, [join(package_(), 'install.js')], {
    env: { ...process.env, TMPDIR: temp, TMP: temp, TEMP: temp },
    signal: watch.signal,
  });
  watch.stop();
  await rm(temp, { recursive: true, force: true });
  if (code === 0 && electronBinary()) return progress.done();
  log(`electron: ${output}`);
  writeStamp(STEP, version());
  progress.fail('its binary could not be fetched; Portrait opens on localhost instead');
}

/** Reports the growth of a folder and aborts when it has not grown for a while. */
function watchGrowth(folder, progress) {
  const abort = new AbortController();
  let bytes = 0;
  let grewAt = Date.now();
  const timer = setInterval(() => {
    const now = folderBytes(folder);
    if (now > bytes) grewAt = Date.now();
    bytes = Math.max(bytes, now);
    progress.update(bytes, 0);
    if (Date.now() - grewAt > SILENCE_MS) abort.abort();
  }, 500);
  return { signal: abort.signal, stop: () => clearInterval(timer) };
}

function folderBytes(folder) {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true })) {
    const stats = statSync(join(folder, String(name)), { throwIfNoEntry: false });
    bytes += stats?.isFile() ? stats.size : 0;
  }
  return bytes;
}
