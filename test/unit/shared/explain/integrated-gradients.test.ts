import { describe, expect, it } from 'vitest';
import { integratedGradients } from '#shared/explain/integrated-gradients.ts';
import { activation, type LayerSpec, type ModelSpec } from '#shared/model/model-spec.ts';
import { createInputGradient } from '#shared/network/input-gradient.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { createPredictor } from '#shared/network/predictor.ts';
import { createRandom } from '#shared/random/index.ts';
import { flat, readPeers } from './golden.ts';

describe('integratedGradients(gradient, x, baseline, unit)', () => {
  it.each(readPeers().attributions.map((own, index) => [index, own] as const))(
    'gives what Captum gives on the same weights: net %i',
    async (_, { spec, weights, x, baseline, unit, score, baselineScore, contributions }) => {
      const gradient = createInputGradient(spec, flat(weights));
      const made = await integratedGradients(gradient, x, baseline, unit);
      expect(made.score).toBeCloseTo(score, 12);
      expect(made.baselineScore).toBeCloseTo(baselineScore, 12);
      for (const [i, value] of contributions.entries()) {
        // Captum's 20,000 steps leave about 1e-5 where ReLU's slope jumps.
        expect(made.contributions[i]).toBeCloseTo(value, 4);
      }
      expect(Math.abs(made.gap)).toBeLessThan(1e-5);
    },
  );

  it.each(Array.from({ length: 40 }, (_, seed) => [seed]))(
    'adds up to the score within 1e-4 for any net: seed %i',
    async (seed) => {
      const { spec, weights, random } = randomNet(seed);
      const row = (): number[] => Array.from({ length: spec.inputs }, () => random.next() * 6 - 3);
      const [x, baseline] = [row(), row()];
      const unit = random.below(spec.output.units);
      const made = await integratedGradients(createInputGradient(spec, weights), x, baseline, unit);
      const sum = made.contributions.reduce((total, value) => total + value, 0);
      const predict = createPredictor(spec, weights);
      expect(made.baselineScore + sum).toBeCloseTo(predict(x)[unit]!, 4);
      expect(made.gap).toBeCloseTo(predict(x)[unit]! - predict(baseline)[unit]! - sum, 12);
    },
  );

  it('gives nothing to inputs that are as in the baseline, and all of it to the one that differs', async () => {
    const { spec, weights, random } = randomNet(3);
    const baseline = Array.from({ length: spec.inputs }, () => random.next());
    const x = baseline.with(0, baseline[0]! + 2);
    const made = await integratedGradients(createInputGradient(spec, weights), x, baseline, 0);
    expect([...made.contributions.slice(1)].every((value) => value === 0)).toBe(true);
    expect(made.contributions[0]).toBeCloseTo(made.score - made.baselineScore, 5);
  });

  it('finishes a wide net of ReLUs in a few thousand passes', async () => {
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
    const made = await integratedGradients(createInputGradient(spec, weights), x, zero, 0);
    expect(Math.abs(made.gap)).toBeLessThan(1e-4);
    expect(made.passes).toBeLessThan(30_000);
  });
});

describe('createInputGradient(spec, weights)', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => [seed]))(
    'agrees with differences of the prediction: net %i',
    (seed) => {
      const { spec, weights, random } = randomNet(seed);
      const predict = createPredictor(spec, weights);
      const x = Array.from({ length: spec.inputs }, () => random.next() * 4 - 2);
      const unit = random.below(spec.output.units);
      const { value, slopes } = createInputGradient(spec, weights)(x, unit);
      expect(value).toBeCloseTo(predict(x)[unit]!, 12);
      const h = 1e-6;
      for (const [i, at] of x.entries()) {
        const [up, down] = [at + h, at - h].map((moved) => predict(x.with(i, moved))[unit]!);
        expect(slopes[i]).toBeCloseTo((up! - down!) / (2 * h), 6);
      }
    },
  );

  it('refuses weights that are no numbers', () => {
    const { spec, weights } = randomNet(1);
    const broken = new Map(weights).set('output/bias', [NaN]);
    expect(() => createInputGradient(spec, broken)).toThrow(RangeError);
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
