import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import {
  chooseCombinations,
  countCombinations,
} from '../../../../../src-main/backend/recommend/tune/combinations.ts';
import {
  checkSpace,
  trialAlgorithm,
} from '../../../../../src-main/backend/recommend/tune/trial-algorithm.ts';

const space = [
  { name: 'neighbours', values: [10, 50, 200] },
  { name: 'shrink', values: [0, 10] },
];
const base = { type: 'itemKnn', similarity: 'cosine', neighbours: 100, shrink: 10 } as const;

describe('the combinations a search tries', () => {
  it('are all of them, in order, where they are few', () => {
    const chosen = chooseCombinations(space, 6, createRandom(1));
    expect(chosen.map((one) => one.map(({ value }) => value))).toEqual([
      [10, 0],
      [10, 10],
      [50, 0],
      [50, 10],
      [200, 0],
      [200, 10],
    ]);
  });

  it('are different ones drawn at random where they are many, the same for the same seed', () => {
    const wide = [{ name: 'shrink', values: Array.from({ length: 50 }, (_, at) => at) }, ...space];
    expect(countCombinations(wide)).toBe(300);
    const chosen = chooseCombinations(wide, 20, createRandom(4));
    expect(new Set(chosen.map((one) => JSON.stringify(one))).size).toBe(20);
    expect(chooseCombinations(wide, 20, createRandom(4))).toEqual(chosen);
    expect(chooseCombinations(wide, 20, createRandom(5))).not.toEqual(chosen);
  });

  it('are one, the settings as they are, where nothing is searched', () => {
    expect(chooseCombinations([], 20, createRandom(1))).toEqual([[]]);
  });
});

describe('the algorithm of a trial', () => {
  it('is the chosen one with the settings of the trial', () => {
    const settings = [{ name: 'shrink', value: 3 }];
    expect(trialAlgorithm(base, settings)).toEqual({ ...base, shrink: 3 });
  });

  it('is refused where a value is none of the setting’s', () => {
    const settings = [{ name: 'neighbours', value: 0 }];
    expect(() => trialAlgorithm(base, settings)).toThrow('cell_settings_invalid');
  });

  it('is refused where it has no such setting', () => {
    const unknown = [{ name: 'lambda', values: [1] }];
    expect(() => checkSpace(base, unknown)).toThrow('tune_unknown_setting');
    expect(() => checkSpace(base, space)).not.toThrow();
  });
});
