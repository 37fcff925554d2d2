import { describe, expect, it } from 'vitest';
import { rankTrials } from '#shared/model/rank-trials.ts';

const made = (trials: { score: number | null; epochs?: number }[], sign?: 1 | -1): number[] =>
  rankTrials(trials, sign).map((trial) => trial.made);

describe('Trials of a search', () => {
  it('are ranked by score, failed ones last, equals in the order they were made', () => {
    const trials = [{ score: 0.1 }, { score: null }, { score: 0.2 }, { score: null }];
    expect(made([...trials, { score: 0.2 }])).toEqual([2, 4, 0, 1, 3]);
  });

  it('of an error the smaller is better', () => {
    expect(made([{ score: 3 }, { score: null }, { score: 1 }], -1)).toEqual([2, 0, 1]);
  });

  it('given more epochs go before those that were left behind', () => {
    const trials = [
      { score: 0.9, epochs: 3 },
      { score: 0.5, epochs: 9 },
      { score: 0.6, epochs: 9 },
    ];
    expect(made(trials)).toEqual([2, 1, 0]);
  });
});
