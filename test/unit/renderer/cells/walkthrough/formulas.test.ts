import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import { activation, modelSpec } from '#shared/model/net/model-spec.ts';
import { createRandom } from '#shared/random/index.ts';
import { stepsOf } from '#shared/teaching/steps-of.ts';
import { formulasOf } from '../../../../../src-renderer/cells/walkthrough/formulas/index.ts';
import type { Formula } from '../../../../../src-renderer/cells/walkthrough/formulas/formula.ts';
import type { Look } from '../../../../../src-renderer/cells/walkthrough/look.ts';
import { drawnWalk, exampleOutput, exampleWalk, looksAt } from './example-walk.ts';
import { texValue } from './tex-value.ts';

const resultsOf = (formulas: readonly Formula[]): string[] =>
  formulas.map(({ result }) => result.replace('{-}', '−'));
const lookAt = (rows: number[], column: number, unit: number, from: number): Look => {
  for (const look of looksAt(exampleWalk(rows))) {
    return { ...look, choice: { column, unit, from } };
  }
  throw new Error('no look');
};
const formulasAt = (step: Parameters<typeof formulasOf>[0], look: Look) =>
  formulasOf(step, look, exampleOutput, exampleOutput.prep.features, false);

describe('the worked example', () => {
  // Golden a1 and the errata: made by numpy, PyTorch and differences.
  it('has the numbers of the golden step on its board', () => {
    const output = lookAt([0], 2, 0, 0);
    expect(resultsOf(formulasAt('layers', output))).toEqual(['0.5003', '0.6225']);
    expect(resultsOf(formulasAt('loss', output))).toEqual(['0.4740']);
    expect(resultsOf(formulasAt('outputDelta', output))).toEqual([
      ...['−1.6063', '0.2350', '−0.3775', '−0.3775'],
    ]);
    expect(resultsOf(formulasAt('gradient', output))).toEqual(['−0.3022', '−0.3775']);
    expect(resultsOf(formulasAt('difference', output))).toEqual(['−0.3022']);
    expect(resultsOf(formulasAt('update', output))).toEqual(['0.7511']);
    const profile = [0, 1, 2, 3].map((unit) => lookAt([0], 1, unit, 1));
    expect(profile.map((look) => resultsOf(formulasAt('activation', look))[0])).toEqual([
      ...['0.8006', '0.1994', '0.5000', '0.2994'],
    ]);
    expect(resultsOf(formulasAt('encoding', lookAt([0], 1, 0, 1)))).toEqual(['−1.0000']);
  });

  it('writes a truth value as its column does, not as it is stored', () => {
    const look = lookAt([0], 1, 0, 0);
    const { prep } = exampleOutput;
    const [column] = prep.columns;
    const words = {
      ...prep,
      columns: [{ ...column!, name: 'member', type: 'boolean' as const }],
      steps: [
        {
          type: 'ordinal' as const,
          column: 'member',
          values: ['FALSE', 'TRUE'],
          unseen: 0,
          missing: false,
        },
      ],
      features: ['member'],
      origins: [0],
    };
    const walk = { ...look.walk, raw: [[1]] };
    const [formula] = formulasOf(
      'encoding',
      { ...look, walk },
      { ...exampleOutput, prep: words },
      words.features,
      false,
    );
    expect(formula?.symbols).toContain('\\text{TRUE}');
    // TRUE is the second of two.
    expect(formula?.numbers).toEqual(['\\dfrac{2 - 1}{2 - 1}']);
  });

  it('takes the mean over both users as the batch’s gradient', () => {
    const [one, two, both] = [[0], [1], [0, 1]].map((rows) => lookAt(rows, 2, 0, 0));
    const [a, b] = [one, two].map((look) =>
      Number(texValue(formulasAt('gradient', look!)[0]!.result)),
    );
    const mean = Number(texValue(formulasAt('batch', both!)[0]!.result));
    expect(mean).toBeCloseTo((a! + b!) / 2, 3);
  });
});

const dense = (units: number, activation: string) => ({ type: 'dense', units, activation });
type Net = {
  spec: ModelSpec;
  training?: object;
  drawn?: { scale?: number; classWeights?: number[] };
};
const nets: Record<string, Net> = {
  'the worked example': { spec: exampleOutput.spec },
  'ReLU, dropout, Adam': {
    spec: modelSpec.parse({
      inputs: 3,
      layers: [dense(4, 'relu'), { type: 'dropout', rate: 0.25 }],
      output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    }),
    training: { optimizer: { type: 'adam' }, learningRate: 0.01 },
  },
  'tanh twice, a number, momentum': {
    spec: modelSpec.parse({
      inputs: 5,
      layers: [dense(3, 'tanh'), dense(3, 'tanh')],
      output: { units: 1, activation: 'linear', loss: 'meanSquaredError' },
    }),
    training: { optimizer: { type: 'momentum' }, learningRate: 0.1 },
  },
  'three classes, swish': {
    spec: modelSpec.parse({
      inputs: 4,
      layers: [dense(3, 'swish')],
      output: { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
    }),
  },
  'batch norm, L1 and L2, leaky ReLU': {
    spec: modelSpec.parse({
      inputs: 4,
      layers: [{ ...dense(3, 'leakyRelu'), l1: 0.01, l2: 0.01 }, { type: 'batchNorm' }],
      output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    }),
  },
  'sixteen classes of forty inputs': {
    spec: modelSpec.parse({
      inputs: 40,
      layers: [dense(20, 'relu')],
      output: { units: 16, activation: 'softmax', loss: 'categoricalCrossentropy' },
    }),
  },
  'eight layers': {
    spec: modelSpec.parse({
      inputs: 3,
      layers: activation.options.slice(0, 8).map((name) => dense(2, name)),
      output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    }),
  },
  'inputs of billions, three classes weighted': {
    spec: modelSpec.parse({
      inputs: 3,
      layers: [dense(4, 'relu')],
      output: { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
    }),
    drawn: { scale: 1e9, classWeights: [1.425161910942, 0.5, 2] },
  },
  'inputs of billionths': {
    spec: modelSpec.parse({
      inputs: 3,
      layers: [dense(4, 'leakyRelu'), { type: 'batchNorm' }],
      output: { units: 1, activation: 'linear', loss: 'meanSquaredError' },
    }),
    drawn: { scale: 1e-9 },
  },
  'inputs of hundreds, sure and wrong': {
    spec: modelSpec.parse({
      inputs: 3,
      layers: [],
      output: { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
    }),
    drawn: { scale: 60 },
  },
  'softmax with a squared error': {
    spec: modelSpec.parse({
      inputs: 3,
      layers: [dense(3, 'tanh')],
      output: { units: 3, activation: 'softmax', loss: 'meanSquaredError' },
    }),
  },
  'softmax with the loss of yes and no': {
    spec: modelSpec.parse({
      inputs: 3,
      layers: [dense(3, 'tanh')],
      output: { units: 2, activation: 'softmax', loss: 'binaryCrossentropy' },
    }),
  },
  'sigmoids with the loss of classes, weighted': {
    spec: modelSpec.parse({
      inputs: 3,
      layers: [dense(3, 'tanh')],
      output: { units: 3, activation: 'sigmoid', loss: 'categoricalCrossentropy' },
    }),
    drawn: { classWeights: [1.425161910942, 0.5, 2] },
  },
  'one input, one unit': {
    spec: modelSpec.parse({
      inputs: 1,
      layers: [],
      output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    }),
  },
};

/** Whoever works an equation out from the numbers shown comes this near to the result shown, or to twelve figures of billions. */
const slack = 0.0002 + 1e-12;

const outputs = [
  { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
  { units: 1, activation: 'linear', loss: 'meanSquaredError' },
  { units: 2, activation: 'linear', loss: 'huber' },
  { units: 1, activation: 'linear', loss: 'meanAbsoluteError' },
  { units: 2, activation: 'sigmoid', loss: 'binaryCrossentropy' },
];
const optimizers = [
  { type: 'sgd' },
  { type: 'momentum', momentum: 0.97, nesterov: true },
  { type: 'rmsprop' },
  { type: 'adam', beta1: 0.95, beta2: 0.9999 },
  { type: 'adamw', weightDecay: 0.00003 },
];
for (let seed = 0; seed < 60; seed++) {
  const random = createRandom(seed + 900);
  const name = activation.options[seed % activation.options.length] ?? 'relu';
  const layer = (units: number) => ({
    ...dense(units, name),
    l1: [0, 0.00002, 0.1][random.below(3)],
    l2: [0, 0.00005, 0.3][random.below(3)],
  });
  const between = [
    [],
    [{ type: 'dropout', rate: [0.125, 0.5, 0.9, 0.333][random.below(4)] }],
    [{ type: 'batchNorm' }],
  ][seed % 3];
  nets[`net ${seed} (${name})`] = {
    spec: modelSpec.parse({
      inputs: 1 + random.below(20),
      layers: [layer(1 + random.below(9)), ...(between ?? []), layer(1 + random.below(4))],
      output: outputs[seed % outputs.length],
    }),
    training: {
      optimizer: optimizers[random.below(optimizers.length)],
      learningRate: [0.00012, 0.03, 1, 2.5][random.below(4)],
      clipNorm: [null, 0.1][random.below(2)],
    },
  };
}

describe.each(Object.entries(nets))(
  'every equation of %s',
  (_name, { spec, training = {}, drawn }) => {
    const { output, walk } = drawnWalk(spec, training, 3, 7, drawn);
    const steps = stepsOf(output.spec, output.training.optimizer).filter(
      (step) => step !== 'encoding',
    );

    it('shows no NaN, no infinity, no exponent and no minus zero', () => {
      for (const look of looksAt(walk)) {
        for (const step of steps) {
          for (const formula of formulasOf(step, look, output, output.prep.features, false)) {
            const text = [formula.left, formula.symbols, ...formula.numbers, formula.result].join(
              ' ',
            );
            expect(text, step).not.toMatch(/NaN|Infinity|undefined|\d[eE][-+]?\d|\{-\}0\.0+(?!\d)/);
          }
        }
      }
    });

    it('gives its result when worked out from the numbers shown', () => {
      let checked = 0;
      for (const look of looksAt(walk)) {
        for (const step of steps) {
          for (const formula of formulasOf(step, look, output, output.prep.features, false)) {
            const line = formula.numbers.join(' ').split('= ').at(-1) ?? '';
            const value = line === '' ? null : texValue(line);
            if (value === null) continue;
            const shown = texValue(formula.result) ?? NaN;
            expect(
              Math.abs(value - shown),
              `${step}: ${line} = ${formula.result}`,
            ).toBeLessThanOrEqual(Math.max(slack, Math.abs(shown) * 1e-12));
            checked += 1;
          }
        }
      }
      expect(checked).toBeGreaterThan(10);
    });
  },
);
