import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { membershipScores } from '../../../../src-main/backend/explain/membership-scores.ts';

const options = { resamples: 200, seed: 3, pace: async () => undefined };

/** By comparing every pair, and by trying every loss as the threshold. */
function plainly(trained: Float64Array, others: Float64Array) {
  let won = 0;
  for (const a of trained) for (const b of others) won += a < b ? 1 : a === b ? 0.5 : 0;
  let found = 0;
  for (const threshold of new Set([...trained, ...others])) {
    const wrong = others.filter((loss) => loss <= threshold).length / others.length;
    const right = trained.filter((loss) => loss <= threshold).length / trained.length;
    if (wrong <= 0.01) found = Math.max(found, right);
  }
  return { auc: won / (trained.length * others.length), found };
}

describe('telling training rows by their loss', () => {
  it.each([
    ['different', 1.6, 1e-9],
    ['the same', 1, 1e-9],
    ['in few values', 1.4, 0.25],
    ['larger in training', 0.7, 1e-9],
  ])('equals every pair compared and every threshold tried: losses %s', async (_, spread, step) => {
    const random = createRandom(11);
    const draw = (scale: number) =>
      Float64Array.from(
        { length: 400 },
        () => Math.round((random.next() ** 2 * scale) / step) * step,
      );
    const [trained, others] = [draw(1), draw(spread)];
    const found = await membershipScores(trained, others, options);
    const expected = plainly(trained, others);
    expect(found.auc.value).toBeCloseTo(expected.auc, 12);
    expect(found.foundAtOnePercent.value).toBeCloseTo(expected.found, 12);
    expect(found.auc.low!).toBeLessThan(expected.auc);
    expect(found.auc.high!).toBeGreaterThan(expected.auc);
  });

  it('holds one half in 95 of 100 intervals where nothing is to be told', async () => {
    let held = 0;
    for (let round = 0; round < 100; round += 1) {
      const random = createRandom(100 + round);
      const draw = () => Float64Array.from({ length: 150 }, () => random.next());
      const { auc } = await membershipScores(draw(), draw(), { ...options, seed: round });
      if (auc.low! <= 0.5 && auc.high! >= 0.5) held += 1;
    }
    // 95 expected; 85 or fewer have a probability below 1 in 10,000.
    expect(held).toBeGreaterThan(85);
  });

  it('has no figure without rows on a side', async () => {
    const none = new Float64Array(0);
    const found = await membershipScores(Float64Array.of(1, 2), none, options);
    expect(found.auc).toEqual({ value: null, low: null, high: null });
    expect(found.foundAtOnePercent.value).toBeNull();
  });

  it('needs all others passed over where they are fewer than a hundred', async () => {
    const found = await membershipScores(Float64Array.of(1, 2, 9), Float64Array.of(3, 4), options);
    expect(found.foundAtOnePercent.value).toBeCloseTo(2 / 3, 12);
  });
});
