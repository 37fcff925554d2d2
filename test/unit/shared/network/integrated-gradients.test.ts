import { describe, expect, it } from 'vitest';
import {
  activation,
  modelSpec,
  type LayerSpec,
  type ModelSpec,
} from '#shared/model/net/model-spec.ts';
import { createAttributor } from '#shared/network/integrated-gradients.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { createPredictor } from '#shared/network/predictor.ts';
import { createRandom } from '#shared/random/index.ts';
import { flat, readPeers } from '../../../support/explain-peers.ts';
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
    const found = createAttributor(spec, weights, baseline, 1e-9).of(row, unit);
    expected.forEach((effect, at) => expect(found.effects[at]).toBeCloseTo(effect, 7));
    expect(found.score - found.baselineScore).toBeCloseTo(difference, 12);
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
        const { effects, score, baselineScore, gap } = attribute.of(to, 0);
        const difference = score - baselineScore;
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
    expect(createAttributor(spec, weights, baseline, 1e-6).of(same, 1).effects[1]).toBe(0);
  });
});

describe('integrated gradients within a millionth', () => {
  it.each(readPeers().attributions.map((own, index) => [index, own] as const))(
    'gives what Captum gives on the same weights: net %i',
    async (_, { spec, weights, x, baseline, unit, score, baselineScore, contributions }) => {
      const attribute = createAttributor(spec, flat(weights), baseline, 1e-6);
      const made = await attribute.paced(x, unit, () => Promise.resolve());
      expect(made).toEqual(attribute.of(x, unit));
      expect(made.score).toBeCloseTo(score, 12);
      expect(made.baselineScore).toBeCloseTo(baselineScore, 12);
      for (const [i, value] of contributions.entries()) {
        // Captum's 20,000 steps leave about 1e-5 where ReLU's slope jumps.
        expect(made.effects[i]).toBeCloseTo(value, 4);
      }
      expect(Math.abs(made.gap)).toBeLessThan(1e-5);
    },
  );

  it.each(Array.from({ length: 40 }, (_, seed) => [seed]))(
    'adds up to the score within 1e-4 for any net: seed %i',
    (seed) => {
      const { spec, weights, random } = randomNet(seed);
      const row = (): number[] => Array.from({ length: spec.inputs }, () => random.next() * 6 - 3);
      const [x, baseline] = [row(), row()];
      const unit = random.below(spec.output.units);
      const made = createAttributor(spec, weights, baseline, 1e-6).of(x, unit);
      const sum = made.effects.reduce((total, value) => total + value, 0);
      const predict = createPredictor(spec, weights);
      expect(made.baselineScore + sum).toBeCloseTo(predict(x)[unit]!, 4);
      expect(made.gap).toBeCloseTo(sum - (predict(x)[unit]! - predict(baseline)[unit]!), 12);
    },
  );

  it('gives nothing to inputs that are as in the baseline, and all of it to the one that differs', () => {
    const { spec, weights, random } = randomNet(3);
    const baseline = Array.from({ length: spec.inputs }, () => random.next());
    const x = baseline.with(0, baseline[0]! + 2);
    const made = createAttributor(spec, weights, baseline, 1e-6).of(x, 0);
    expect([...made.effects.slice(1)].every((value) => value === 0)).toBe(true);
    expect(made.effects[0]).toBeCloseTo(made.score - made.baselineScore, 5);
  });

  it('finishes a wide net of ReLUs in a few thousand passes', () => {
    const dense = (units: number): LayerSpec => ({
      ...{ type: 'dense', units, activation: 'relu', initialiser: 'heUniform', l1: 0, l2: 0 },
    });
    const spec: ModelSpec = {
      inputs: 71,
      layers: [dense(64), dense(32), dense(16)],
      output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    };
    const random = createRandom(1);
    const weights = randomWeights(spec, () => (random.next() - 0.5) * 0.6);
    const x = Array.from({ length: 71 }, () => random.next() * 2 - 1);
    const zero = x.map(() => 0);
    const made = createAttributor(spec, weights, zero, 1e-6).of(x, 0);
    expect(Math.abs(made.gap)).toBeLessThan(1e-4);
    expect(made.passes).toBeLessThan(30_000);
  });

  it('stops where what it waits for is aborted', async () => {
    const { spec, weights, random } = randomNet(2);
    const x = Array.from({ length: spec.inputs }, () => random.next() * 8);
    const attribute = createAttributor(
      spec,
      weights,
      x.map(() => 0),
      1e-12,
    );
    const gone = new Error('gone');
    await expect(attribute.paced(x, 0, () => Promise.reject(gone))).rejects.toBe(gone);
  });

  it('refuses weights that are no numbers', () => {
    const { spec, weights } = randomNet(1);
    const broken = new Map(weights).set('output/bias', [NaN]);
    const from = new Float64Array(spec.inputs);
    expect(() => createAttributor(spec, broken, from, 1e-6)).toThrow(RangeError);
  });
});

function randomNet(seed: number) {
  const random = createRandom(seed + 100);
  const layers: LayerSpec[] = [];
  for (let l = 0; l < 1 + random.below(3); l++) {
    layers.push({
      type: 'dense',
      units: 2 + random.below(6),
      activation: activation.options[(seed + l) % activation.options.length]!,
      initialiser: 'glorotUniform',
      l1: 0,
      l2: 0,
    });
    if (random.below(3) === 0) layers.push({ type: 'batchNorm', momentum: 0.9, epsilon: 0.01 });
    if (random.below(3) === 0) layers.push({ type: 'dropout', rate: 0.5 });
  }
  const output = (
    [
      { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
      { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
      { units: 1, activation: 'linear', loss: 'meanSquaredError' },
    ] as const
  )[seed % 3]!;
  const spec: ModelSpec = { inputs: 2 + random.below(5), layers, output };
  return { spec, weights: randomWeights(spec, () => random.next() * 2 - 1), random };
}

function randomWeights(spec: ModelSpec, draw: () => number): Map<string, number[]> {
  const { trainable, moving } = layoutOf(spec);
  return new Map(
    [...trainable, ...moving].map(({ name, size }) => [
      name,
      Array.from({ length: size }, () => (name.endsWith('variance') ? 1 + draw() * 0.5 : draw())),
    ]),
  );
}
