import { createRandom } from '#shared/random/index.ts';

/** Users around given centres, the same number around each in turn: [users, dimensions] row by row. */
export function usersAround(
  centres: readonly number[][],
  each: number,
  spread: number,
): Float32Array {
  const random = createRandom(3);
  const rows = Array.from({ length: each * centres.length }, (_, user) =>
    centres[user % centres.length]!.map((c) => c + (random.next() - 0.5) * spread),
  );
  return Float32Array.from(rows.flat());
}
