import { describe, expect, it } from 'vitest';
import { withIntervals } from '../../../../src-main/backend/evaluate/bootstrap.ts';
import { binaryMetrics } from '../../../../src-main/backend/evaluate/classification.ts';
import { createRandom } from '#shared/random/index.ts';

const pace = (): Promise<void> => Promise.resolve();
const names = ['accuracy', 'rocAuc', 'recall'] as const;

function sample(rows: number, seed: number): { actual: Uint8Array; scores: Float32Array } {
  const random = createRandom(seed);
  const actual = Uint8Array.from({ length: rows }, () => (random.next() < 0.3 ? 1 : 0));
  const scores = Float32Array.from(actual, (code) => (random.next() + 0.6 * code) / 1.6);
  return { actual, scores };
}

describe('bootstrap intervals', () => {
  it('are as wide as the binomial distribution says for an accuracy', async () => {
    const { actual, scores } = sample(2000, 1);
    const metrics = binaryMetrics(actual, scores, 0.5);
    const found = await withIntervals(names, 2000, metrics, { resamples: 2000, seed: 5, pace });
    const { value, low, high } = found.accuracy;
    const half = 1.96 * Math.sqrt(((value ?? 0) * (1 - (value ?? 0))) / 2000);
    expect(low).toBeCloseTo((value ?? 0) - half, 2);
    expect(high).toBeCloseTo((value ?? 0) + half, 2);
    expect(found.rocAuc.low).toBeLessThan(found.rocAuc.value ?? 0);
    expect(found.rocAuc.high).toBeGreaterThan(found.rocAuc.value ?? 1);
  });

  it('are the same for the same seed', async () => {
    const { actual, scores } = sample(300, 2);
    const metrics = binaryMetrics(actual, scores, 0.5);
    const run = (seed: number): Promise<object> =>
      withIntervals(names, 300, metrics, { resamples: 100, seed, pace });
    expect(await run(3)).toEqual(await run(3));
    expect(await run(3)).not.toEqual(await run(4));
  });

  it('are absent where nothing is resampled or the metric is not defined', async () => {
    const { scores } = sample(50, 3);
    const metrics = binaryMetrics(new Uint8Array(50), scores, 0.5);
    const none = await withIntervals(names, 50, metrics, { resamples: 0, seed: 1, pace });
    expect(none.accuracy).toMatchObject({ low: null, high: null });
    const some = await withIntervals(names, 50, metrics, { resamples: 50, seed: 1, pace });
    expect(some.rocAuc).toEqual({ value: null, low: null, high: null });
    expect(some.accuracy.low).not.toBeNull();
  });
});
