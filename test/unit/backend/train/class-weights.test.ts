import { describe, expect, it } from 'vitest';
import type { FittedLabel } from '#shared/model/prep.ts';
import { checkClassWeights } from '../../../../src-main/backend/train/index.ts';

const label = (kind: FittedLabel['kind'], classes: string[]): FittedLabel => ({
  ...{ column: 'y', kind, classes, offset: 0, factor: 1 },
});
const three = label('classes', ['a', 'b', 'c']);

describe('class weights', () => {
  it.each([
    [[5]],
    [[1, 2]],
    [[1, 2, 3, 4]],
    [[0, 0, 0]],
    [[1, 0, 2]],
    [[1, -1, 2]],
    [[]],
    [[NaN, 1, 1]],
  ])('of %j are refused for three classes, naming them', (weights) => {
    expect(() => checkClassWeights(weights, three)).toThrow(
      expect.objectContaining({
        code: 'class_weights',
        params: expect.objectContaining({ count: 3, classes: 'a, b, c' }),
      }),
    );
  });

  it('are taken where there is one above 0 for each class, and in words', () => {
    checkClassWeights([1, 2, 0.5], three);
    checkClassWeights([1, 4], label('binary', ['no', 'yes']));
    checkClassWeights('balanced', three);
    checkClassWeights('none', label('number', []));
    expect(() => checkClassWeights([1, 1], label('number', []))).toThrow();
  });
});
