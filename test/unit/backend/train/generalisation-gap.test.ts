import { describe, expect, it } from 'vitest';
import type { EpochRecord } from '../../../../shared/model/run.ts';
import { generalisationGap } from '../../../../src-main/backend/train/generalisation-gap.ts';

const epochs = (pairs: [number, number | null][]): EpochRecord[] =>
  pairs.map(([train, validation], index) => ({
    epoch: index + 1,
    step: index + 1,
    train: { loss: train },
    validation: validation === null ? null : { loss: validation },
    learningRate: 0.001,
    seconds: 1,
  }));

describe('generalisationGap', () => {
  it('names the epoch since which validation loss rises', () => {
    const gap = generalisationGap(
      epochs([
        [0.6, 0.6],
        [0.5, 0.5],
        [0.3, 0.55],
        [0.2, 0.7],
      ]),
    );
    expect(gap).toEqual({ train: 0.2, validation: 0.7, risingSince: 2 });
  });

  it('points out a wide gap that does not rise', () => {
    const gap = generalisationGap(
      epochs([
        [0.5, 0.6],
        [0.3, 0.5],
      ]),
    );
    expect(gap).toEqual({ train: 0.3, validation: 0.5, risingSince: null });
  });

  it('says nothing where both fall together', () => {
    expect(
      generalisationGap(
        epochs([
          [0.6, 0.6],
          [0.5, 0.51],
        ]),
      ),
    ).toBeNull();
  });

  it('says nothing without a validation part or without epochs', () => {
    expect(generalisationGap(epochs([[0.6, null]]))).toBeNull();
    expect(generalisationGap([])).toBeNull();
  });
});
