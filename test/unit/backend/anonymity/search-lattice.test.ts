import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { searchLattice } from '../../../../src-main/backend/anonymity/search-lattice.ts';

/** Every node of a lattice. */
function nodes(heights: readonly number[]): number[][] {
  return heights.reduce<number[][]>(
    (all, height) =>
      all.flatMap((node) => Array.from({ length: height }, (_, own) => [...node, own])),
    [[]],
  );
}

/** A lattice in which what is coarser than one of a few random nodes fits, and coarser always loses more. */
function lattice(seed: number) {
  const random = createRandom(seed);
  const heights = Array.from({ length: 2 + random.below(3) }, () => 2 + random.below(4));
  const corners = Array.from({ length: 1 + random.below(4) }, () =>
    heights.map((height) => random.below(height)),
  );
  const weights = heights.map(() => 0.1 + random.next());
  const fits = (node: readonly number[]) =>
    corners.some((corner) => corner.every((level, at) => node[at]! >= level));
  const lost = (node: readonly number[]) =>
    node.reduce((sum, level, at) => sum + level * weights[at]!, 0);
  return { heights, fits, lost };
}

describe('the search of the lattice', () => {
  it('finds what weighing every node finds, and weighs fewer', async () => {
    let [weighed, all] = [0, 0];
    for (let seed = 1; seed <= 60; seed += 1) {
      const { heights, fits, lost } = lattice(seed);
      const found = await searchLattice(
        heights,
        () => true,
        async (node) => {
          weighed += 1;
          return { fits: fits(node), lost: lost(node) };
        },
      );
      const every = nodes(heights);
      all += every.length;
      const best = Math.min(...every.filter(fits).map(lost));
      expect(lost(found!.levels)).toBeCloseTo(best, 12);
      expect(found!.complete).toBe(true);
    }
    expect(weighed).toBeLessThan(all / 3);
  });

  it('cut short, gives one that fits and that no finer step beats', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const { heights, fits, lost } = lattice(seed);
      let left = 3;
      const found = await searchLattice(
        heights,
        () => (left -= 1) >= 0,
        async (node) => ({
          ...{ fits: fits(node), lost: lost(node) },
        }),
      );
      const { levels } = found!;
      expect(fits(levels)).toBe(true);
      for (const [at, level] of levels.entries())
        if (level > 0) expect(fits(levels.with(at, level - 1))).toBe(false);
    }
  });

  it('goes through a lattice too large to note by a few paths', async () => {
    const heights = Array.from({ length: 20 }, () => 6);
    let weighed = 0;
    const found = await searchLattice(
      heights,
      () => true,
      async (node) => {
        weighed += 1;
        const sum = node.reduce((a, b) => a + b, 0);
        return { fits: sum >= 50, lost: sum };
      },
    );
    expect(found).toMatchObject({ complete: false });
    expect(found!.levels.reduce((a, b) => a + b, 0)).toBe(50);
    expect(weighed).toBeLessThan(300);
  });

  it('keeps one column fine there where that loses less than all a little', async () => {
    const heights = Array.from({ length: 10 }, () => 5);
    const found = await searchLattice(
      heights,
      () => true,
      async (node) => {
        const others = node.reduce((sum, level, at) => (at === 3 ? sum : sum + level), 0);
        return { fits: others >= 30, lost: others + 100 * node[3]! };
      },
    );
    expect(found!.levels[3]).toBe(0);
    expect(found!.levels.reduce((a, b) => a + b, 0)).toBe(30);
  });

  it('has no answer where not even the coarsest fits', async () => {
    const never = async () => ({ fits: false, lost: 1 });
    expect(await searchLattice([2, 2], () => true, never)).toBeNull();
  });

  it('of no column has one node', async () => {
    const always = async () => ({ fits: true, lost: 0 });
    expect(await searchLattice([], () => true, always)).toEqual({ levels: [], complete: true });
  });
});
