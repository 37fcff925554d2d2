import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { fitConditionalLogit, type Choice } from '#shared/search/conditional-logit.ts';

const truth = [1.5, -0.7, 0.4];

function choices(count: number, seed: number): Choice[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const rows = 3 + random.below(10);
    const features = Float64Array.from({ length: rows * 3 }, () => 4 * random.next() - 2);
    const shares = Array.from({ length: rows }, (_, row) =>
      Math.exp(truth.reduce((sum, weight, part) => sum + weight * features[row * 3 + part]!, 0)),
    );
    let left = random.next() * shares.reduce((sum, share) => sum + share, 0);
    const chosen = shares.findIndex((share) => (left -= share) < 0);
    return { features, chosen: [chosen < 0 ? rows - 1 : chosen] };
  });
}

/** Penalised log-likelihood, written anew. */
function likelihood(data: readonly Choice[], weights: readonly number[], ridge: number): number {
  let sum = -(ridge / 2) * weights.reduce((total, weight) => total + weight ** 2, 0);
  for (const { features, chosen } of data) {
    const scores = Array.from({ length: features.length / 3 }, (_, row) =>
      weights.reduce((total, weight, part) => total + weight * features[row * 3 + part]!, 0),
    );
    const total = Math.log(scores.reduce((all, score) => all + Math.exp(score), 0));
    for (const row of chosen) sum += scores[row]! - total;
  }
  return sum;
}

describe('fitConditionalLogit', () => {
  it('finds planted weights again', () => {
    const { weights } = fitConditionalLogit(choices(4000, 1), 3);
    for (const [part, weight] of truth.entries())
      expect(Math.abs(weights[part]! - weight)).toBeLessThan(0.1);
  });

  it.each([0.1, 1, 10])(
    'stops where the likelihood is flat and everything near is less (ridge %d)',
    (ridge) => {
      const data = choices(200, 2);
      const { weights, logLikelihood } = fitConditionalLogit(data, 3, ridge);
      const best = Array.from(weights);
      expect(likelihood(data, best, ridge)).toBeCloseTo(logLikelihood, 8);
      for (const part of [0, 1, 2]) {
        const moved = (by: number) =>
          best.map((weight, at) => (at === part ? weight + by : weight));
        const [up, down] = [
          likelihood(data, moved(1e-5), ridge),
          likelihood(data, moved(-1e-5), ridge),
        ];
        expect(Math.abs(up - down) / 2e-5).toBeLessThan(1e-3);
        expect(likelihood(data, moved(0.05), ridge)).toBeLessThan(logLikelihood);
        expect(likelihood(data, moved(-0.05), ridge)).toBeLessThan(logLikelihood);
      }
    },
  );

  it('keeps weights finite where a part tells every choice, and at 0 where a part is always the same', () => {
    const data = Array.from({ length: 50 }, (): Choice => ({
      features: Float64Array.from([1, 5, 0, 0, 5, 0, 0, 5, 0]),
      chosen: [0],
    }));
    const { weights } = fitConditionalLogit(data, 3);
    expect(weights[0]).toBeGreaterThan(2);
    expect(Number.isFinite(weights[0])).toBe(true);
    expect(weights[1]).toBeCloseTo(0, 9);
  });
});
