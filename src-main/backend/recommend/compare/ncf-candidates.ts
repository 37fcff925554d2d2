import type { SparseRows } from '#shared/engine/recommend.ts';
import type { Random } from '#shared/random/index.ts';
import type { TestPart } from './test-part.ts';

const negatives = 99;

/**
 * The protocol of the NCF papers (He et al. 2017): of each user one held-out item, the latest where times are known and
 * any otherwise, among 99 items the user has neither learnt nor held out (fewer where there are fewer). Rows of
 * `candidates` follow the users; the positive comes first.
 */
export function ncfCandidates(
  { users, relevant, time }: TestPart,
  learnt: SparseRows,
  items: number,
  random: Random,
): { test: TestPart; candidates: SparseRows } {
  const positives = new Int32Array(users.length);
  const pointer = new Int32Array(users.length + 1);
  const index: number[] = [];
  users.forEach((user, u) => {
    const [from, to] = [relevant.pointer[u]!, relevant.pointer[u + 1]!];
    positives[u] = relevant.index[time ? latest(time, from, to) : from + random.below(to - from)]!;
    const had = new Set(learnt.index.subarray(learnt.pointer[user], learnt.pointer[user + 1]));
    for (const item of relevant.index.subarray(from, to)) had.add(item);
    index.push(positives[u]);
    for (const item of drawn(had, items, random)) index.push(item);
    pointer[u + 1] = index.length;
  });
  const ones = (length: number): Float32Array => new Float32Array(length).fill(1);
  return {
    test: {
      users,
      relevant: {
        pointer: Int32Array.from({ length: users.length + 1 }, (_, u) => u),
        index: positives,
        value: ones(users.length),
      },
      time: null,
    },
    candidates: { pointer, index: Int32Array.from(index), value: ones(index.length) },
  };
}

function latest(time: Float64Array, from: number, to: number): number {
  let best = from;
  for (let at = from + 1; at < to; at++) if (time[at]! > time[best]!) best = at;
  return best;
}

/** Items out of `had`, without repetition. */
function drawn(had: ReadonlySet<number>, items: number, random: Random): number[] {
  const free = items - had.size;
  if (free <= 2 * negatives) {
    const left = Array.from({ length: items }, (_, item) => item).filter((item) => !had.has(item));
    for (let at = 0; at < Math.min(negatives, left.length); at++) {
      const other = at + random.below(left.length - at);
      [left[at], left[other]] = [left[other]!, left[at]!];
    }
    return left.slice(0, negatives);
  }
  const chosen = new Set<number>();
  while (chosen.size < negatives) {
    const item = random.below(items);
    if (!had.has(item)) chosen.add(item);
  }
  return [...chosen];
}
