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

async function firstOutside(path: string, folder: string): Promise<string | null> {
  const folders = [folder, await realpath(folder).catch(() => folder)];
  let current = folder;
  let parts = inside(path, folder);
  for (let links = 0; parts !== undefined && parts.length > 0;) {
    const [next, ...rest] = parts;
    const step = join(current, next!);
    const target = await readlink(step).catch(() => null);
    if (target === null) {
      current = step;
      parts = rest;
      continue;
    }
    const place = resolve(current, target);
    const within = folders.find((one) => inside(place, one) !== undefined);
    links += 1;
    if (within === undefined) return resolve(place, ...rest);
    // Round and round: opening it fails.
    if (links > mostLinks) return null;
    current = within;
    parts = [...inside(place, within)!, ...rest];
  }
  return null;
}

/** The steps from a folder to a path in it; undefined for a path outside. */
function inside(path: string, folder: string): string[] | undefined {
  const from = relative(folder, path);
  if (from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from)) return undefined;
  return from === '' ? [] : from.split(sep);
}
