import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { copiesBeside } from '../../storage/index.ts';

/** Files larger than this are not looked through. */
const mostBytes = 2e9;

/**
 * Files beside a workspace that may hold somebody: uploads their data was read from, uploads nobody can tell of, those in which the
 * words stand or may stand packed, and every copy of the workspace. `others` are the paths data without them was read from.
 */
export function removalsBeside(
  path: string,
  uploads: readonly string[],
  {
    affected,
    others,
    words,
  }: { affected: readonly string[]; others: readonly string[]; words: readonly string[] },
): string[] {
  const named = (paths: readonly string[]) => new Set(paths.map((one) => basename(one)));
  const [theirs, known] = [named(affected), named(others)];
  const gone = uploads.filter((file) => {
    const name = basename(file);
    return theirs.has(name) || !known.has(name) || isPacked(file) || heldIn([file], words) > 0;
  });
  return [...gone, ...copiesBeside(path)];
}

/** How often words stand in files as they lie on the disk (UTF-8). */
export function heldIn(files: readonly string[], words: readonly string[]): number {
  const needles = words.map((word) => Buffer.from(word));
  let count = 0;
  for (const file of files) {
    if (!existsSync(file) || statSync(file).size > mostBytes) continue;
    const bytes = readFileSync(file);
    for (const needle of needles)
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length))
        count += 1;
  }
  return count;
}

/** Workbooks, gzip and Parquet do not show what they hold. */
function isPacked(file: string): boolean {
  const start = readFileSync(file).subarray(0, 4).toString('latin1');
  return start === 'PK\u0003\u0004' || start === 'PAR1' || start.startsWith('\u001f\u008b');
}
