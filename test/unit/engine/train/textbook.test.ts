import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { activation, modelSpec, type ModelSpec } from '#shared/model/net/model-spec.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import { weightsOfClasses } from '#shared/network/class-weights.ts';
import { dropoutNeeds } from '#shared/network/dropout-draws.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { entriesOf } from '#shared/network/matrix.ts';
import { rowsOf, startOf, stepFrom } from '#shared/network/replay.ts';
import { createRandom, type Random } from '#shared/random/index.ts';
import { purposes, smallIntegers } from '#shared/random/philox.ts';
import { startCpu } from '../../../../src-main/engine/runtime/cpu.ts';
import { initialState } from '../../../../src-main/engine/train/step/flat-state.ts';
import { optimizerRule } from '../../../../src-main/engine/train/step/optimizers.ts';
import { trainStep, type StepPlan } from '../../../../src-main/engine/train/step/step.ts';

beforeAll(async () => {
  await startCpu();
});

const outputs = [
  { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
  { units: 1, activation: 'linear', loss: 'meanSquaredError' },
  { units: 2, activation: 'linear', loss: 'huber' },
  { units: 1, activation: 'linear', loss: 'meanAbsoluteError' },
] as const;

/** A net of every kind of layer in turn, for a seed. */
function netOf(random: Random, seed: number): ModelSpec {
  const dense = () => ({
    ...{ type: 'dense', units: 2 + random.below(5) },
    activation: activation.options[seed % activation.options.length],
    ...{ l1: random.below(2) * 0.001, l2: random.below(2) * 0.01 },
  });
  const between = [[], [{ type: 'dropout', rate: 0.25 }], [{ type: 'batchNorm' }]][seed % 3];
  return modelSpec.parse({
    inputs: 1 + random.below(6),
    layers: [dense(), ...(between ?? []), dense()],
    output: outputs[seed % outputs.length],
  });
}

describe('The textbook and automatic differentiation', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => [seed]))(
    'agree on every gradient within 1e-6 of the largest, and on the loss: net %i',
    (seed) => {
      const random = createRandom(seed);
      const spec = netOf(random, seed);
      const rows = 2 + random.below(6);
      const { inputs, output } = spec;
      const x = Float32Array.from({ length: rows * inputs }, () => random.next() * 4 - 2);
      const y = new Float32Array(rows * output.units);
      for (let row = 0; row < rows; row++) {
        const at = row * output.units;
        if (output.loss === 'categoricalCrossentropy') y[at + random.below(output.units)] = 1;
        else
          for (let unit = 0; unit < output.units; unit++)
            y[at + unit] = output.loss === 'binaryCrossentropy' ? random.below(2) : random.next();
      }
      const training = trainSettings.parse({
        optimizer: { type: 'sgd' },
        clipNorm: seed % 4 === 0 ? 0.3 : null,
        classWeights: seed % 2 === 0 ? 'balanced' : 'none',
      });
      const counts = [rows, 2 * rows, rows].slice(0, Math.max(2, output.units));
      const classWeights = weightsOfClasses(training.classWeights, output, () => counts);
      const plan: StepPlan = {
        ...{ spec, layout: layoutOf(spec), rule: optimizerRule(training.optimizer) },
        ...{ clipNorm: training.clipNorm, classWeights },
      };
      const { total, gradient } = byAutodiff(plan, x, y, rows, seed);
      const rules = { spec, training, seed, classWeights };
      const feed = { x: rowsOf(x, inputs), y: rowsOf(y, output.units), learningRate: 0.1 };
      const { forward, gradients } = stepFrom(rules, startOf(rules), feed);
      const ours = plan.layout.trainable.flatMap(({ name }) =>
        entriesOf(gradients.get(name) ?? []),
      );
      const largest = Math.max(...ours.map(Math.abs), 1e-3);
      expect(Math.abs(forward.loss.total / total - 1)).toBeLessThan(2e-6);
      expect(gradient.length).toBe(ours.length);
      const apart = ours.map((value, at) => Math.abs(value - (gradient[at] ?? NaN)));
      expect(Math.max(...apart) / largest).toBeLessThan(1e-6);
    },
  );
});

function byAutodiff(
  plan: StepPlan,
  x: Float32Array,
  y: Float32Array,
  rows: number,
  seed: number,
): { total: number; gradient: Float32Array } {
  const { spec, layout } = plan;
  const state = initialState(layout, [], seed);
  const { count, bits } = dropoutNeeds(layout, rows);
  const drawn = smallIntegers({ seed, step: 0, purpose: purposes.dropout }, count, bits);
  return tf.tidy(() => {
    const all = tf.tensor1d(drawn.length > 0 ? drawn : [0], 'int32');
    const made = trainStep(
      plan,
      {
        parameters: tf.tensor1d(state.parameters),
        slots: [],
        moving: state.moving.length > 0 ? tf.tensor1d(state.moving) : null,
        gradient: tf.zeros([1]),
      },
      {
        x: tf.tensor2d(x, [rows, spec.inputs]),
        y: tf.tensor2d(y, [rows, spec.output.units]),
        rates: [tf.scalar(0.1), tf.scalar(0)],
        draws:
          count > 0
            ? (threshold, first, wanted) =>
                tf.cast(tf.greaterEqual(tf.slice(all, [first], [wanted]), threshold), 'float32')
            : null,
      },
    );
    const [total = NaN] = made.metrics.dataSync<'float32'>();
    return { total, gradient: made.state.gradient?.dataSync<'float32'>() ?? new Float32Array() };
  });
}
