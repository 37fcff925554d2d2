import { createRandom, shuffle } from '#shared/random/index.ts';

/** At most `most` of the rows 0 .. rows - 1, ascending; all of them where they are no more. */
export function sampleRows(rows: number, most: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return rows <= most ? all : shuffle(all, createRandom(seed)).slice(0, most).sort();
}
