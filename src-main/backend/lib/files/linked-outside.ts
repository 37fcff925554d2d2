import { readlink, realpath } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { inTime, oneOfFew } from './deadline.ts';
import type { ReadOptions } from './regular-file.ts';

const patienceMs = 15_000;
/** As many links in a row as Linux follows. */
const mostLinks = 40;

/**
 * Where a path within a folder leads by links, when that lies outside of the folder; null where it does not. Links are read,
 * never followed: nothing outside is touched. Throws file_stalled and `cancelled`.
 */
export async function linkedOutside(
  path: string,
  folder: string,
  { signal, patienceMs: milliseconds = patienceMs }: ReadOptions = {},
): Promise<string | null> {
  const patience = { file: basename(path), milliseconds, signal };
  return inTime(
    oneOfFew(() => firstOutside(path, folder)),
    patience,
  );
}

/** Step by step, as the system goes: `..` leads up from where a link led, not from where it stands. */
async function firstOutside(path: string, folder: string): Promise<string | null> {
  const real = await realpath(folder).catch(() => folder);
  const below: string[] = [];
  let steps = inside(path, folder);
  for (let links = 0; steps.length > 0;) {
    const [next, ...rest]: string[] = steps;
    steps = rest;
    if (next === '' || next === '.') continue;
    if (next === '..') {
      if (below.pop() === undefined) return resolve(real, '..', ...rest);
      continue;
    }
    const target = await readlink(join(real, ...below, next!)).catch(() => null);
    if (target === null) {
      below.push(next!);
      continue;
    }
    // Round and round: opening it fails.
    if ((links += 1) > mostLinks) return null;
    if (isAbsolute(target)) {
      const own = [real, folder].find((one) => startsIn(target, one));
      if (own === undefined) return resolve(target, ...rest);
      below.length = 0;
      steps = [...target.slice(own.length).split(separators), ...rest];
    } else steps = [...target.split(separators), ...rest];
  }
  return null;
}

const separators = sep === '/' ? '/' : /[\\/]/;

/** Whether a path as it is written begins with a folder. */
function startsIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The steps from a folder to a path in it; none for a path outside. */
function inside(path: string, folder: string): string[] {
  const from = relative(folder, path);
  return from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from) ? [] : from.split(sep);
}
