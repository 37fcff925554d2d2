import type { SparseRows } from '#shared/engine/recommend.ts';
import { chunk, inChunks, type Pace } from './chunks.ts';
import type { Pairs } from './events/pairs.ts';

/**
 * The same pairs under new numbers, items ascending within a user; those whose user or item has none (-1) are dropped,
 * as are those that one of `known` has already. Users keep their order.
 */
export async function renumber(
  pairs: Pairs,
  users: Int32Array,
  items: Int32Array,
  count: number,
  known: readonly SparseRows[],
  pace: Pace,
): Promise<Omit<Pairs, 'takenBack'>> {
  const { pointer: source, index: old, value: weight } = pairs.rows;
  const pointer = new Int32Array(count + 1);
  const kept = new Int32Array(old.length);
  let length = 0;
  let since = 0;
  for (let row = 0; row < users.length; row++) {
    const user = users[row]!;
    if (user < 0) continue;
    const first = length;
    const had = new Set<number>();
    for (const rows of known)
      for (const item of rows.index.subarray(...rangeOf(rows, user))) had.add(item);
    for (let at = source[row]!; at < source[row + 1]!; at++) {
      const item = items[old[at]!]!;
      if (item >= 0 && !had.has(item)) kept[length++] = at;
    }
    const own = kept.subarray(first, length);
    const place = (at: number): number => items[old[at]!]!;
    if (own.some((at, i) => i > 0 && place(own[i - 1]!) > place(at)))
      own.sort((a, b) => place(a) - place(b));
    pointer[user + 1] = length;
    since += source[row + 1]! - source[row]! + 1;
    if (since < chunk) continue;
    since = 0;
    await pace();
  }
  const out = {
    index: new Int32Array(length),
    value: new Float32Array(length),
    first: new Float64Array(length),
    time: new Float64Array(length),
    events: new Int32Array(length),
  };
  await inChunks(length, pace, (from, end) => {
    for (let to = from; to < end; to++) {
      const at = kept[to]!;
      out.index[to] = items[old[at]!]!;
      out.value[to] = weight[at]!;
      out.first[to] = pairs.first[at]!;
      out.time[to] = pairs.time[at]!;
      out.events[to] = pairs.events[at]!;
    }
  });
  return {
    rows: { pointer, index: out.index, value: out.value },
    ...{ first: out.first, time: out.time, events: out.events },
  };
}

function rangeOf(rows: SparseRows, row: number): [number, number] {
  return [rows.pointer[row]!, rows.pointer[row + 1]!];
}
