import { describe, expect, it } from 'vitest';
import { algorithm, algorithmTypes, descriptorOf } from '#shared/recommenders/index.ts';
import { settingFigure } from '../../../../../src-renderer/cells/tune/figures.ts';
import { rankTrials } from '#shared/model/rank-trials.ts';
import { searchedNames } from '../../../../../src-renderer/cells/parts/search/trials.ts';
import type { Trial } from '#shared/model/cells/tune.ts';

const trial = (lambda: number, score: number | null): Trial => ({
  settings: [{ name: 'lambda', value: lambda }],
  ...{ score, seconds: 1 },
  error: score === null ? { code: 'engine_out_of_memory', params: {} } : null,
});
const trials = [trial(500, 0.1), trial(5, null), trial(50, 0.2), trial(500, 0.15)];

describe('trials of a search', () => {
  it('are ranked by score, failed ones last, with the order they were made in', () => {
    expect(rankTrials(trials).map(({ made }) => made)).toEqual([2, 3, 0, 1]);
    expect(searchedNames(trials)).toEqual(['lambda']);
  });

  it('are drawn over the values of a setting in their order, failed ones left out', () => {
    const labels = { setting: 'λ', score: 'NDCG', value: String };
    const { data, table } = settingFigure(trials, trials[2], 'lambda', labels);
    expect(data[1]).toMatchObject({ x: [1, 0, 1], y: [0.1, 0.2, 0.15] });
    // The line runs through the best of each value.
    expect(data[0]).toMatchObject({ x: [0, 1], y: [0.2, 0.15] });
    expect(data[2]).toMatchObject({ x: [0], y: [0.2] });
    expect(table.rows).toEqual([
      ['500', 0.1],
      ['50', 0.2],
      ['500', 0.15],
    ]);
  });
});

describe('the values offered first', () => {
  it.each(algorithmTypes)('are all accepted by %s', (type) => {
    const known = Object.keys(algorithm.parse({ type }));
    for (const { name, values } of descriptorOf(type).space) {
      expect(known).toContain(name);
      for (const value of values)
        expect(algorithm.safeParse({ type, [name]: value }).success).toBe(true);
    }
  });
});
