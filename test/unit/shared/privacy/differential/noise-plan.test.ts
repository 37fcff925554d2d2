import { describe, expect, it } from 'vitest';
import { noisePlan, spentBy } from '#shared/privacy/differential/noise-plan.ts';

/** Share of binomial(rows, rate) above `most`, summed term by term. */
function tail(rows: number, rate: number, most: number): number {
  let term = rows * Math.log1p(-rate);
  let sum = 0;
  for (let k = 0; k <= rows; k += 1) {
    if (k > most) sum += Math.exp(term);
    term += Math.log((rows - k) / (k + 1)) + Math.log(rate / (1 - rate));
  }
  return sum;
}

describe('the noise of a training', () => {
  it.each([
    [9864, 32, 10],
    [9864, 256, 30],
    [500, 256, 3],
    [100_000, 1024, 5],
  ])(
    'of %i rows, batch %i, %i epochs keeps within epsilon, with room for every step',
    (rows, batchSize, epochs) => {
      const delta = 1e-6;
      const plan = noisePlan({ rows, batchSize, epochs }, { epsilon: 3, delta })!;
      const steps = epochs * Math.ceil(rows / batchSize);
      expect(spentBy(plan, steps, delta)).toBeLessThanOrEqual(3);
      const chance = (delta * 1e-3) / steps;
      expect(tail(rows, plan.rate, plan.capacity)).toBeLessThanOrEqual(chance);
      expect(tail(rows, plan.rate, plan.capacity - 3)).toBeGreaterThan(chance);
    },
  );

  it('takes every row in every step where a batch holds all', () => {
    expect(
      noisePlan({ rows: 50, batchSize: 64, epochs: 2 }, { epsilon: 3, delta: 1e-5 }),
    ).toMatchObject({ rate: 1, capacity: 50 });
  });
});
