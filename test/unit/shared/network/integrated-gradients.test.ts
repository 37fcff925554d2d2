import { describe, expect, it } from 'vitest';
import { modelSpec } from '#shared/model/model-spec.ts';
import { createAttributor } from '#shared/network/integrated-gradients.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { createPredictor } from '#shared/network/predictor.ts';
import { spread } from '../../../support/spread.ts';

const numbers = (count: number, seed: number): Float64Array =>
  spread(count, seed).map((value) => (value - 0.5) * 2);

describe('integrated gradients', () => {
  const spec = modelSpec.parse({
    inputs: 4,
    layers: [
      { type: 'dense', units: 3, activation: 'tanh' },
      { type: 'batchNorm' },
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 2, activation: 'swish' },
    ],
    output: { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
  });
  const weights = new Map([
    ['dense_1/kernel', numbers(12, 1)],
    ['dense_1/bias', numbers(3, 2)],
    ['batch_norm_1/gamma', numbers(3, 3)],
    ['batch_norm_1/beta', numbers(3, 4)],
    ['batch_norm_1/moving_mean', numbers(3, 5)],
    ['batch_norm_1/moving_variance', spread(3, 6).map((value) => value + 0.5)],
    ['dense_2/kernel', numbers(6, 7)],
    ['dense_2/bias', numbers(2, 8)],
    ['output/kernel', numbers(6, 9)],
    ['output/bias', numbers(3, 10)],
  ]);
  const row = numbers(4, 11).map((value) => value * 2);
  const baseline = numbers(4, 12);

  // scipy: quad_vec of complex-step gradients of the same net written in numpy.
  it.each([
    [
      0,
      [-0.02481189038049718, 0.005334145561011535, -0.000801457715323807, -0.008844680635310638],
      -0.029123883170120102,
    ],
    [
      2,
      [-0.016855646031648464, 0.0036301118802791093, -0.0005521468064942337, -0.006031573477569898],
      -0.01980925443543352,
    ],
  ])('of output %i are those of numerical integration', (unit, expected, difference) => {
    const found = createAttributor(spec, weights, baseline, 1e-9)(row, unit);
    expected.forEach((effect, at) => expect(found.effects[at]).toBeCloseTo(effect, 7));
    expect(found.difference).toBeCloseTo(difference, 12);
    expect(Math.abs(found.gap)).toBeLessThan(1e-7);
  });

  it.each(['relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'softplus', 'sigmoid', 'linear'] as const)(
    'add up to the difference of the outputs: %s',
    (activation) => {
      const deep = modelSpec.parse({
        inputs: 12,
        layers: [
          { type: 'dense', units: 24, activation },
          { type: 'dense', units: 8, activation },
        ],
        output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
      });
      const { trainable } = layoutOf(deep);
      const made = new Map(trainable.map(({ name, size }, at) => [name, numbers(size, 20 + at)]));
      const predict = createPredictor(deep, made);
      const from = numbers(12, 40);
      const attribute = createAttributor(deep, made, from, 1e-4);
      for (let seed = 50; seed < 70; seed++) {
        const to = numbers(12, seed);
        const { effects, difference, gap } = attribute(to, 0);
        expect(difference).toBeCloseTo((predict(to)[0] ?? NaN) - (predict(from)[0] ?? NaN), 12);
        const sum = effects.reduce((all, effect) => all + effect, 0);
        expect(sum - difference).toBeCloseTo(gap, 12);
        expect(Math.abs(gap)).toBeLessThan(2e-4);
      }
    },
  );

  it('give a feature that is as in the baseline no effect', () => {
    const same = Float64Array.from(row);
    same[1] = baseline[1] ?? 0;
    expect(createAttributor(spec, weights, baseline, 1e-6)(same, 1).effects[1]).toBe(0);
  });
});
