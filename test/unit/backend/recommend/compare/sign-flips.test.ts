import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import {
  holm,
  pairsOf,
  signFlipTests,
} from '../../../../../src-main/backend/recommend/compare/sign-flips.ts';

const pace = (): Promise<void> => Promise.resolve();

describe('the paired sign-flip test', () => {
  it('agrees with the exact p over all sign patterns', async () => {
    const a = Float64Array.from([0.9, 0.4, 0.8, 0.5, 0.7, 0.6, 0.3, 0.9, 0.2, 0.8]);
    const b = Float64Array.from([0.5, 0.3, 0.9, 0.1, 0.6, 0.6, 0.1, 0.4, 0.3, 0.5]);
    const differences = a.map((value, at) => value - b[at]!);
    const observed = Math.abs(differences.reduce((sum, one) => sum + one, 0));
    let asLarge = 0;
    for (let pattern = 0; pattern < 1024; pattern++) {
      const sum = differences.reduce(
        (total, one, at) => total + (pattern & (1 << at) ? one : -one),
        0,
      );
      if (Math.abs(sum) >= observed - 1e-9) asLarge += 1;
    }
    const [[p]] = (await signFlipTests([[a, b]], {
      ...{ flips: 20_000, random: createRandom(1), pace },
    })) as [[number]];
    expect(p).toBeCloseTo(asLarge / 1024, 2);
  });

  it('finds nothing between a recommender and itself', async () => {
    const a = Float64Array.from([0.1, 0.5, 0.9, 0.3]);
    const options = { flips: 200, random: createRandom(1), pace };
    expect(await signFlipTests([[a, a.slice()]], options)).toEqual([[1]]);
  });

  it('says false findings no more often than its level', async () => {
    const random = createRandom(7);
    let found = 0;
    for (let trial = 0; trial < 200; trial++) {
      const draw = (): Float64Array => Float64Array.from({ length: 40 }, () => random.next());
      const [[p]] = (await signFlipTests([[draw(), draw()]], {
        ...{ flips: 400, random, pace },
      })) as [[number]];
      if (p < 0.05) found += 1;
    }
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(20);
  });
});

describe("Holm's adjustment", () => {
  it("gives R's p.adjust(c(.01, .04, .03, .005), 'holm')", () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, at) => expect(adjusted[at]).toBeCloseTo(p, 12));
  });

  it('never passes 1', () => {
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });
});

it('pairs every two once, the smaller first', () => {
  expect(pairsOf(3)).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
});
