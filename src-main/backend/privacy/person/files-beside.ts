import { largest } from '#shared/statistics/extremes.ts';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { copiesBeside } from '../../storage/index.ts';

/** Bytes of a file looked through at a time. */
const bytesAtOnce = 2 ** 24;

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

/** How often words stand in files of any size as they lie on the disk (UTF-8). Throws what reading them throws. */
export function heldIn(
  files: readonly string[],
  words: readonly string[],
  atOnce = bytesAtOnce,
): number {
  const needles = words.map((word) => Buffer.from(word));
  if (needles.length === 0) return 0;
  const overlap =
    largest(
      needles.map(({ length }) => length),
      1,
    ) - 1;
  const bytes = Buffer.alloc(atOnce + overlap);
  let count = 0;
  for (const file of files) {
    if (!existsSync(file)) continue;
    reading(file, (fd) => {
      // What stands across two parts is found with the second.
      for (let position = 0, kept = 0; ;) {
        const read = readSync(fd, bytes, kept, atOnce, position);
        if (read === 0) return;
        const part = bytes.subarray(0, kept + read);
        for (const needle of needles) count += countIn(part, needle, kept);
        position += read;
        kept = Math.min(overlap, part.length);
        part.copyWithin(0, part.length - kept);
      }
    });
  }
  return count;
}

/** How often a word ends behind the first `before` bytes. */
function countIn(bytes: Buffer, word: Buffer, before: number): number {
  let count = 0;
  for (let at = bytes.indexOf(word, Math.max(0, before - word.length + 1)); at >= 0;) {
    count += 1;
    at = bytes.indexOf(word, at + word.length);
  }
  return count;
}

function reading<T>(file: string, read: (fd: number) => T): T {
  const fd = openSync(file, 'r');
  try {
    return read(fd);
  } finally {
    closeSync(fd);
  }
}

/** Workbooks, gzip and Parquet do not show what they hold. */
function isPacked(file: string): boolean {
  const bytes = Buffer.alloc(4);
  const length = reading(file, (fd) => readSync(fd, bytes, 0, 4, 0));
  const start = bytes.toString('latin1', 0, length);
  return start === 'PK\u0003\u0004' || start === 'PAR1' || start.startsWith('\u001f\u008b');
}
