import type { SparseRows } from '#shared/engine/recommend.ts';
import type { BeyondAccuracy } from '#shared/model/cells/compare.ts';

/** Lists of users: `top` holds [users, width] items, best first, -1 where a list is shorter. */
export type Lists = { users: Int32Array; top: Int32Array; width: number };

/** What lists are judged by beside accuracy, from the learnt pairs. */
export type Catalogue = {
  items: number;
  users: number;
  learnt: SparseRows;
  /** Users who have each item. */
  popularity: Int32Array;
  /** Item rows over users, each of length 1. */
  columns: SparseRows;
};

export function catalogueOf(learnt: SparseRows, items: number): Catalogue {
  const columns = unitColumns(learnt, items);
  const popularity = Int32Array.from(
    { length: items },
    (_, item) => columns.pointer[item + 1]! - columns.pointer[item]!,
  );
  return { items, users: learnt.pointer.length - 1, learnt, popularity, columns };
}

/**
 * Coverage, novelty (mean self-information, Vargas & Castells 2011), diversity (1 - mean intra-list cosine, Ziegler et
 * al. 2005), Gini index and popularity bias of the lists cut at each k. `pace` is awaited between users.
 */
export async function beyondAccuracyAt(
  ks: readonly number[],
  { users, top, width }: Lists,
  catalogue: Catalogue,
  pace: () => Promise<void>,
): Promise<BeyondAccuracy[]> {
  const { items, popularity } = catalogue;
  const tallies = ks.map(() => ({ shown: new Int32Array(items), novelty: 0, slots: 0 }));
  const spread = ks.map(() => ({ sum: 0, lists: 0 }));
  const bias = ks.map(() => ({ listed: 0, own: 0 }));
  const cosines = new MeanCosine(catalogue);
  for (let u = 0; u < users.length; u++) {
    await pace();
    const own = meanPopularity(catalogue, users[u]!);
    const list = top.subarray(u * width, (u + 1) * width).filter((item) => item >= 0);
    const similar = cosines.upTo(list);
    ks.forEach((k, at) => {
      const length = Math.min(k, list.length);
      const tally = tallies[at]!;
      let listed = 0;
      for (let place = 0; place < length; place++) {
        const item = list[place]!;
        tally.shown[item]! += 1;
        tally.novelty -= Math.log2(Math.max(1, popularity[item]!) / catalogue.users);
        listed += popularity[item]!;
      }
      tally.slots += length;
      if (length === 0) return;
      bias[at]!.listed += listed / length;
      bias[at]!.own += own;
      if (length < 2) return;
      spread[at]!.sum += 1 - similar[length]!;
      spread[at]!.lists += 1;
    });
  }
  return tallies.map(({ shown, novelty, slots }, at) => ({
    coverage: shown.reduce((sum, times) => sum + (times > 0 ? 1 : 0), 0) / items,
    novelty: slots === 0 ? 0 : novelty / slots,
    diversity: spread[at]!.lists === 0 ? null : spread[at]!.sum / spread[at]!.lists,
    gini: giniIndex(shown),
    popularityBias: bias[at]!.own === 0 ? 0 : bias[at]!.listed / bias[at]!.own,
  }));
}

/** Gini index of counts: half the mean absolute difference over the mean. 0 for nothing at all. */
export function giniIndex(counts: Int32Array): number {
  const sorted = counts.slice().sort();
  let sum = 0;
  let weighted = 0;
  sorted.forEach((count, at) => {
    sum += count;
    weighted += (2 * (at + 1) - sorted.length - 1) * count;
  });
  return sum === 0 ? 0 : weighted / (sorted.length * sum);
}

function meanPopularity({ learnt, popularity }: Catalogue, user: number): number {
  const [from, to] = [learnt.pointer[user]!, learnt.pointer[user + 1]!];
  let sum = 0;
  for (let at = from; at < to; at++) sum += popularity[learnt.index[at]!]!;
  return to > from ? sum / (to - from) : 0;
}

/** Mean cosine between two items of a list, from the length of the sum of their unit columns. */
class MeanCosine {
  readonly #columns: SparseRows;
  readonly #sum: Float64Array;

  constructor({ columns, users }: Catalogue) {
    this.#columns = columns;
    this.#sum = new Float64Array(users);
  }

  /** For every length of the list the mean over its pairs; 0 for fewer than two items. */
  upTo(list: Int32Array): Float64Array {
    const { pointer, index, value } = this.#columns;
    const means = new Float64Array(list.length + 1);
    let pairs = 0;
    list.forEach((item, place) => {
      for (let at = pointer[item]!; at < pointer[item + 1]!; at++) {
        pairs += this.#sum[index[at]!]! * value[at]!;
        this.#sum[index[at]!]! += value[at]!;
      }
      const length = place + 1;
      if (length > 1) means[length] = (2 * pairs) / (length * (length - 1));
    });
    for (const item of list)
      for (let at = pointer[item]!; at < pointer[item + 1]!; at++) this.#sum[index[at]!] = 0;
    return means;
  }
}

function unitColumns(learnt: SparseRows, items: number): SparseRows {
  const pointer = new Int32Array(items + 1);
  const squares = new Float64Array(items);
  learnt.index.forEach((item, at) => {
    pointer[item + 1]! += 1;
    squares[item]! += learnt.value[at]! ** 2;
  });
  for (let item = 0; item < items; item++) pointer[item + 1]! += pointer[item]!;
  const next = pointer.slice(0, items);
  const index = new Int32Array(learnt.index.length);
  const value = new Float32Array(learnt.index.length);
  for (let user = 0; user + 1 < learnt.pointer.length; user++)
    for (let at = learnt.pointer[user]!; at < learnt.pointer[user + 1]!; at++) {
      const item = learnt.index[at]!;
      const to = next[item]!++;
      index[to] = user;
      value[to] = learnt.value[at]! / Math.sqrt(squares[item]!);
    }
  return { pointer, index, value };
}
