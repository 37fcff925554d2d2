import { describe, expect, it } from 'vitest';
import { modelSpec } from '#shared/model/net/model-spec.ts';
import { stepsOf } from '#shared/teaching/steps-of.ts';
import { walkSteps } from '#shared/teaching/walk-steps.ts';

const adam = { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
const output = { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' } as const;
const net = modelSpec.parse({
  inputs: 2,
  layers: [
    { type: 'dense', units: 3, activation: 'relu' },
    { type: 'batchNorm' },
    { type: 'dropout', rate: 0.5 },
  ],
  output,
});

describe('The steps of a walk', () => {
  it('are all of them where a net has every part', () => {
    expect(stepsOf(net, adam)).toEqual(walkSteps);
  });

  it('leave out what a net has not', () => {
    const bare = modelSpec.parse({ inputs: 2, layers: [], output });
    const without = ['layers', 'hiddenDelta', 'dropout', 'adam', 'norms'];
    expect(stepsOf(bare, { type: 'sgd' })).toEqual(
      walkSteps.filter((step) => !without.includes(step)),
    );
  });

  it('go forward only for a row without a label, which nothing can be compared with', () => {
    expect(stepsOf(net, adam, false)).toEqual([
      'encoding',
      'preActivation',
      'activation',
      'layers',
    ]);
  });
});
