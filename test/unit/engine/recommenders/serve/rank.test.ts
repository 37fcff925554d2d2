import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { averageRanks } from '../../../../../src-main/engine/recommenders/serve/average-ranks.ts';
import { drawTies } from '../../../../../src-main/engine/recommenders/serve/draw-ties.ts';
import { rankUsers } from '../../../../../src-main/engine/recommenders/serve/rank.ts';
import type { Fitted } from '../../../../../src-main/engine/recommenders/recommender.ts';
import { topK } from '#shared/recommenders/fold-in/top-k.ts';
import { newUser, sparse } from '../example-data.ts';

describe('The best k', () => {
  it('are the first of all sorted, ties by position', () => {
    const random = createRandom(3);
    for (const [length, k] of [
      [1, 1],
      [10, 3],
      [50, 50],
      [200, 7],
      [200, 1],
      [5, 9],
    ] as const) {
      const scores = Float32Array.from({ length }, () => random.below(length / 2 + 1));
      const sorted = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
      expect([...topK(scores, k)]).toEqual(sorted.slice(0, k));
    }
  });

  it('leave out what is ruled out', () => {
    expect([...topK(Float32Array.of(1, -Infinity, 3), 3)]).toEqual([2, 0]);
    expect([...topK(Float32Array.of(-Infinity), 1)]).toEqual([]);
    expect([...topK(Float32Array.of(1, 2), 0)]).toEqual([]);
  });
});

/** A model that gives everybody these scores. */
function fixed(scores: number[]): Fitted {
  return {
    score: async (users) => Float32Array.from(users.flatMap(() => scores)),
    explain: () => Promise.reject(new Error('not asked')),
    vectors: () => ({ users: null, items: null }),
    state: () => [],
  };
}

describe('Ranks of held-out items', () => {
  const scores = [5, 3, 3, 3, 1];
  const rank = (
    owned: number[],
    relevant: number[],
    changes: { seen?: boolean; exclude?: number[]; candidates?: number[] } = {},
  ) =>
    rankUsers(
      fixed(scores),
      5,
      [newUser(owned)],
      {
        relevant: sparse([relevant]),
        top: 3,
        seen: changes.seen ?? true,
        exclude: Int32Array.from(changes.exclude ?? []),
        candidates: changes.candidates ? sparse([changes.candidates]) : null,
        tieSeed: null,
      },
      async () => undefined,
    );

  it('share the mean of equal places', async () => {
    const { ranks, ties, candidates, top, topScores } = await rank([], [0, 1, 2, 3, 4]);
    expect([...ranks]).toEqual([1, 3, 3, 3, 5]);
    expect([...ties]).toEqual([1, 3, 3, 3, 1]);
    expect([...candidates]).toEqual([5]);
    expect([...top]).toEqual([0, 1, 2]);
    expect([...topScores]).toEqual([5, 3, 3]);
  });

  it('do not count what the user has, unless asked to', async () => {
    expect([...(await rank([0, 1], [2, 4])).ranks]).toEqual([1.5, 3]);
    expect([...(await rank([0, 1], [2, 4], { seen: false })).ranks]).toEqual([3, 5]);
  });

  it('put a ruled-out item behind all others', async () => {
    const { ranks, candidates } = await rank([], [0, 4], { exclude: [0] });
    expect([...ranks]).toEqual([5, 4]);
    expect([...candidates]).toEqual([4]);
  });

  it('are among the given candidates only, whatever the user has', async () => {
    const { ranks, candidates, top } = await rank([0], [4], { candidates: [0, 1, 4] });
    expect([...ranks]).toEqual([3]);
    expect([...candidates]).toEqual([3]);
    expect([...top]).toEqual([0, 1, 4]);
  });

  it('take a score that is not a number for the worst', async () => {
    const odd = fixed([Number.NaN, 1, 2]);
    const rules = { relevant: sparse([[0]]), top: 3, seen: true, exclude: new Int32Array(0) };
    const result = await rankUsers(
      odd,
      3,
      [newUser([])],
      { ...rules, candidates: null, tieSeed: null },
      async () => undefined,
    );
    expect([...result.ranks]).toEqual([3]);
    expect([...result.top]).toEqual([2, 1, 0]);
  });
});

describe('Lists drawn under ties', () => {
  const drawn = (scores: number[], top: number, seed: number): number[] => {
    const all = Float32Array.from(scores);
    const best = topK(all, top);
    drawTies(best, all, seed);
    return [...best];
  };

  it('stay as they are without ties', () => {
    expect(drawn([1, 5, 3, 2], 3, 9)).toEqual([1, 2, 3]);
  });

  it('hold every item of a tie as often at every place, never one twice, and better ones first', () => {
    const scores = [2, 2, 9, 2, 2, 1, 2];
    const tied = [0, 1, 3, 4, 6];
    const counts = new Map(tied.map((item) => [item, 0]));
    for (let seed = 0; seed < 2000; seed++) {
      const list = drawn(scores, 3, seed);
      expect(list[0]).toBe(2);
      expect(new Set(list).size).toBe(3);
      for (const item of list.slice(1)) counts.set(item, counts.get(item)! + 1);
    }
    // 2000 lists with two of five: 800 each, standard deviation 22.
    for (const count of counts.values()) expect(Math.abs(count - 800)).toBeLessThan(100);
  });

  it('mix ties inside the list too', () => {
    const first = Array.from({ length: 400 }, (_, seed) => drawn([7, 7, 3, 1], 3, seed)[0]);
    const zeros = first.filter((item) => item === 0).length;
    expect(Math.abs(zeros - 200)).toBeLessThan(50);
    expect(new Set(first)).toEqual(new Set([0, 1]));
  });
});

describe('Average ranks', () => {
  const random = createRandom(11);
  const draws: [string, () => number][] = [
    ['few different scores', () => random.below(5)],
    ['scores far apart', () => (random.below(1000) - 500) ** 9],
    ['scores close together', () => 1 + random.below(1e6) * 2 ** -23],
    ['equal scores', () => 7],
    [
      'no numbers, infinite and ruled-out scores',
      () => [Number.NaN, Infinity, -Infinity, -1e38, 3, random.below(9)][random.below(6)]!,
    ],
  ];

  it.each(draws)('are those of counting item by item: %s', (_, draw) => {
    for (const length of [1, 30, 700]) {
      const scores = Float32Array.from({ length }, draw);
      const items = Int32Array.from({ length: 1 + random.below(length) }, () =>
        random.below(length),
      );
      const known = Array.from(scores, (score) => (Number.isNaN(score) ? -3.4e38 : score));
      const left = known.filter((score) => score > -Infinity).map((score) => Math.fround(score));
      const wanted = Array.from(items, (item) => {
        const own = Math.fround(known[item]!);
        const better = left.filter((score) => score > own).length;
        const equal = left.filter((score) => score === own).length;
        return own === -Infinity ? left.length + 1 : 1 + better + (equal - 1) / 2;
      });
      const ranks = new Float32Array(items.length);
      const ties = new Int32Array(items.length);
      expect(averageRanks(scores, items, ranks, ties)).toBe(left.length);
      expect([...ranks]).toEqual(wanted);
      const alike = Array.from(items, (item) => {
        const own = Math.fround(known[item]!);
        return own === -Infinity ? 1 : left.filter((score) => score === own).length;
      });
      expect([...ties]).toEqual(alike);
    }
  });
});
