/** What is found at one node of the lattice: rows that would have to be left out, and what is lost in all, 0 to 1. */
export type Weighed = { fits: boolean; lost: number };
export type Found = { levels: number[]; complete: boolean };

const mostNodes = 20_000;

/**
 * The node of a lattice of levels that loses least among the finest that fit, where a node fits if all coarser ones do
 * (Optimal Lattice Anonymization, El Emam et al. 2009: a path through what is not known yet is halved until its finest
 * fitting node is found, and what that says of finer and coarser nodes is noted). Once `goOn` says no, or where the
 * lattice is too large to note and only a few paths are tried, the best so far is made finer column by column as long as
 * it fits.
 * Null where not even the coarsest fits.
 */
export async function searchLattice(
  heights: readonly number[],
  goOn: () => boolean,
  weigh: (levels: readonly number[]) => Promise<Weighed>,
): Promise<Found | null> {
  const known = new Map<string, Weighed>();
  const ask = async (levels: readonly number[]): Promise<Weighed> => {
    const key = levels.join();
    const found = known.get(key) ?? (await weigh(levels));
    known.set(key, found);
    return found;
  };
  const top = heights.map((height) => height - 1);
  let best = { levels: top, ...(await ask(top)) };
  if (!best.fits) return null;
  const take = (levels: number[], found: Weighed): void => {
    if (found.fits && found.lost < best.lost) best = { levels, ...found };
  };
  const steps = (levels: readonly number[], by: 1 | -1): number[][] =>
    levels.flatMap((own, at) => {
      const next = own + by;
      return next < 0 || next > top[at]! ? [] : [levels.with(at, next)];
    });

  const total = heights.reduce((product, height) => product * height, 1);
  const tags = total <= mostNodes ? new Tags(heights) : null;
  let complete = tags !== null;
  for (const { node, spared } of startsOf(tags, top)) {
    if (tags?.known(node) === true) continue;
    if (!goOn()) {
      complete = false;
      break;
    }
    // Up to the top by the steps that end in what is not known yet, coarsening the least coarse column first.
    const path = [node];
    for (let at: number[] | undefined = node; at !== undefined;) {
      const from: number[] = at;
      at = steps(from, 1)
        .filter((next) => tags?.known(next) !== true)
        .toSorted((a, b) => share(from, a, top, spared) - share(from, b, top, spared))[0];
      if (at !== undefined) path.push(at);
    }
    let [low, high] = [0, path.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = await ask(path[middle]!);
      take(path[middle]!, found);
      tags?.note(path[middle]!, found.fits);
      if (found.fits) high = middle;
      else low = middle + 1;
    }
  }
  if (!complete) {
    for (let before = Infinity; best.lost < before;) {
      before = best.lost;
      for (const next of steps(best.levels, -1)) take(next, await ask(next));
    }
  }
  return { levels: best.levels, complete };
}

type Start = { node: number[]; spared: number | null };

/** Every node, the finest first; where they cannot be noted, the finest alone, all columns alike and then each spared in turn. */
function startsOf(tags: Tags | null, top: readonly number[]): Start[] {
  if (tags !== null) return tags.inOrder().map((node) => ({ node, spared: null }));
  return [null, ...top.keys()].map((spared) => ({ node: top.map(() => 0), spared }));
}

/** How far up the column that a step coarsens stands; one that is spared comes last. */
function share(
  from: readonly number[],
  to: readonly number[],
  top: readonly number[],
  spared: number | null,
): number {
  const at = to.findIndex((level, column) => level !== from[column]);
  if (at === spared) return 2;
  return from[at]! / Math.max(1, top[at] ?? 1);
}

/** What is known of each node of a lattice. */
class Tags {
  readonly #heights: readonly number[];
  readonly #tags: Uint8Array;
  readonly #nodes: number[][];

  constructor(heights: readonly number[]) {
    this.#heights = heights;
    this.#nodes = heights.reduce<number[][]>(
      (nodes, height) =>
        nodes.flatMap((node) => Array.from({ length: height }, (_, level) => [...node, level])),
      [[]],
    );
    this.#tags = new Uint8Array(this.#nodes.length);
  }

  /** Finest first. */
  inOrder(): number[][] {
    const sum = (node: readonly number[]): number => node.reduce((a, b) => a + b, 0);
    return this.#nodes.toSorted((a, b) => sum(a) - sum(b));
  }

  known(node: readonly number[]): boolean {
    return this.#tags[this.#place(node)] !== 0;
  }

  /** A node that fits is fitted by all coarser ones; one that does not, by no finer one. */
  note(node: readonly number[], fits: boolean): void {
    for (const [place, other] of this.#nodes.entries()) {
      const follows = fits
        ? other.every((level, at) => level >= node[at]!)
        : other.every((level, at) => level <= node[at]!);
      if (follows) this.#tags[place] = 1;
    }
  }

  #place(node: readonly number[]): number {
    return node.reduce((place, level, at) => place * this.#heights[at]! + level, 0);
  }
}
