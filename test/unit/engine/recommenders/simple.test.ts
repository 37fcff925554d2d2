import { describe, expect, it } from 'vitest';
import type { RecommendData } from '#shared/engine/recommend.ts';
import { algorithm } from '#shared/recommenders/index.ts';
import { hybrid } from '../../../../src-main/engine/recommenders/hybrid.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/serve/known-user.ts';
import type { Fitted } from '../../../../src-main/engine/recommenders/recommender.ts';
import { fitRecommender } from '../../../../src-main/engine/recommenders/registry.ts';
import { exampleData, newUser, plainData, sparse } from './example-data.ts';
import { fitContext } from './test-runtimes.ts';

async function fit(data: RecommendData, settings: object): Promise<Fitted> {
  return fitRecommender(data, algorithm.parse(settings), await fitContext('cpu'));
}

const three = plainData(sparse([[0, 1], [0], [0, 2]]), 3);

describe('Most popular', () => {
  it('scores an item by how many users have it', async () => {
    const model = await fit(three, { type: 'popular' });
    expect([...(await model.score([newUser([])]))]).toEqual([3, 1, 1]);
  });

  // (own count + 20 x share of all) / (own total + 20) x total: segment 1 is user 2 alone, with items 0 and 2 of 5.
  it('mixes a segment’s counts with everyone’s', async () => {
    const data = { ...three, segments: Int32Array.of(0, 0, 1) };
    const model = await fit(data, { type: 'popular', bySegment: true });
    const scores = await model.score([{ ...newUser([]), segment: 1 }]);
    [(1 + 12) / 22, 4 / 22, (1 + 4) / 22].forEach((share, item) =>
      expect(scores[item]).toBeCloseTo(share * 5, 5),
    );
  });

  it('serves somebody of no known segment like everyone', async () => {
    const data = { ...three, segments: Int32Array.of(0, 0, 1) };
    const model = await fit(data, { type: 'popular', bySegment: true });
    expect([...(await model.score([{ ...newUser([]), segment: 9 }]))]).toEqual([3, 1, 1]);
  });
});

describe('Content-based', () => {
  it('scores by the cosine of texts to the weighted history', async () => {
    const data: RecommendData = {
      ...three,
      itemText: sparse([[0], [0, 1], [1]], [[1], [0.6, 0.8], [1]]),
      terms: 2,
    };
    const model = await fit(data, { type: 'content' });
    // Profile of items 0 and 2, weights 1 and 2: [1, 2] of length sqrt(5).
    const user = { ...newUser([0, 2]), weights: Float32Array.of(1, 2) };
    const scores = await model.score([user]);
    [1, 0.6 + 1.6, 2].forEach((dot, item) =>
      expect(scores[item]).toBeCloseTo(dot / Math.sqrt(5), 5),
    );
  });
});

describe('Social', () => {
  // Friends of user 0: 1 and, through 1, user 2 at a quarter; rows are divided by their length.
  it('adds up what friends and their friends have', async () => {
    const data = { ...three, friends: sparse([[1], [2], []]) };
    const model = await fit(data, { type: 'social', secondDegree: 0.25 });
    const scores = await model.score([knownUser(data, 0)]);
    const ofSecond = 0.25 / Math.SQRT2;
    [1 + ofSecond, 0, ofSecond].forEach((score, item) =>
      expect(scores[item]).toBeCloseTo(score, 5),
    );
  });
});

describe('A hybrid', () => {
  const part = (scores: number[]): Fitted => ({
    score: async (users) => Float32Array.from(users.flatMap(() => scores)),
    explain: async (_user, item) => ({
      score: scores[item]!,
      exact: true,
      contributions: [{ type: 'history', item: 0, amount: scores[item]! }],
    }),
    vectors: () => ({ users: null, items: null }),
    state: () => [],
  });

  // Deviations of [0, 3, 6] and [300, 0, 0] are sqrt(6) and sqrt(20000); means 3 and 100.
  it('adds standardised scores by weight', async () => {
    const parts = [
      { model: part([0, 3, 6]), weight: 2 },
      { model: part([300, 0, 0]), weight: 1 },
    ];
    const scores = await hybrid(parts, 3).score([newUser([])]);
    const [a, b] = [2 / Math.sqrt(6), 1 / Math.sqrt(20_000)];
    [-3 * a + 200 * b, -100 * b, 3 * a - 100 * b].forEach((score, item) =>
      expect(scores[item]).toBeCloseTo(score, 5),
    );
  });

  it('counts a part whose scores are all alike for nothing', async () => {
    const scores = await hybrid([{ model: part([5, 5, 5]), weight: 1 }], 3).score([newUser([])]);
    expect([...scores]).toEqual([0, 0, 0]);
  });

  it('explains its score by what its parts say, history items added up over them', async () => {
    const data = exampleData();
    const parts = await Promise.all(
      [
        { settings: { type: 'ease', lambda: 20 }, weight: 2 },
        { settings: { type: 'itemKnn' }, weight: 1 },
        { settings: { type: 'popular' }, weight: 0.5 },
      ].map(async ({ settings, weight }) => ({ model: await fit(data, settings), weight })),
    );
    const model = hybrid(parts, data.items);
    const user = knownUser(data, 9);
    const scores = await model.score([user]);
    const explained = await model.explain(user, 3);
    const sum = explained.contributions.reduce((total, one) => total + one.amount, 0);
    expect(explained.exact).toBe(true);
    expect(explained.score).toBeCloseTo(scores[3]!, 4);
    expect(sum).toBeCloseTo(scores[3]!, 4);
    const items = explained.contributions.flatMap((one) =>
      one.type === 'history' ? [one.item] : [],
    );
    expect(new Set(items).size).toBe(items.length);
  });
});
