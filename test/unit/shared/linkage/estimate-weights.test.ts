import { expect, it } from 'vitest';
import { estimateWeights, probability, weightAt } from '#shared/linkage/estimate-weights.ts';
import { createRandom } from '#shared/random/index.ts';

const atOnce = () => Promise.resolve();

it('recovers the shares that the pairs were drawn with, from the patterns alone', async () => {
  const m = [
    [0.9, 0.05, 0.03, 0.02],
    [0.7, 0.1, 0.1, 0.1],
    [0.8, 0.05, 0.05, 0.1],
    [0.95, 0.02, 0.01, 0.02],
  ];
  const u = m.map((_, field) => [0.01 * (field + 1), 0.02, 0.05, 0.92 - 0.01 * field]);
  const random = createRandom(3);
  const level = (shares: readonly number[]): number => {
    let left = random.next();
    return shares.findIndex((share) => (left -= share) < 0);
  };
  const [pairs, matches] = [200_000, 3000];
  const counts = new Map<string, number>();
  for (let pair = 0; pair < pairs; pair += 1) {
    const shares = pair < matches ? m : u;
    const key = shares.map((one) => Math.max(0, level(one))).join('');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const patterns = [...counts].map(([key, count]) => ({ levels: [...key].map(Number), count }));
  const chance = m.map((_, field) =>
    [0, 1, 2, 3].map(
      (at) =>
        patterns.reduce((sum, one) => sum + (one.levels[field] === at ? one.count : 0), 0) / pairs,
    ),
  );
  const learned = await estimateWeights(patterns, chance, pairs, 2 * matches, atOnce);
  expect(learned.prior).toBeCloseTo(matches / pairs, 3);
  for (const [field, { m: found }] of learned.fields.entries())
    for (const [at, share] of found.entries())
      expect(Math.abs(share - m[field]![at]!)).toBeLessThan(0.025);
});

it('a weight and a probability are two names of one thing', () => {
  expect(probability(weightAt(0.9))).toBeCloseTo(0.9, 12);
  expect(weightAt(0.5)).toBe(0);
  expect(probability(1)).toBeCloseTo(2 / 3, 12);
});
