import * as tf from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import type * as Tfjs from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LossName } from '#shared/model/net/model-spec.ts';
import { startCpu } from '../../../../../src-main/engine/runtime/cpu.ts';
import { activate } from '../../../../../src-main/engine/train/step/activations.ts';
import { forward } from '../../../../../src-main/engine/train/step/forward.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { rowLosses, rowScores } from '../../../../../src-main/engine/train/step/losses.ts';
import { optimizerRule } from '../../../../../src-main/engine/train/step/optimizers.ts';
import { exampleSettings, exampleSpec } from '../../example-run.ts';

/** tfjs's union package: its layers, losses and optimisers are the reference here. */
const union: typeof Tfjs = createRequire(import.meta.url)('@tensorflow/tfjs');
beforeAll(async () => {
  await startCpu();
});

function wave(shape: [number, number], seed = 0): tf.Tensor2D {
  return tf.tensor2d(
    Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => 3 * Math.sin(i * 2.3 + seed)),
    shape,
  );
}

function expectClose(got: tf.Tensor, want: tf.Tensor, digits = 5): void {
  const reference = want.dataSync();
  expect(got.size).toBe(want.size);
  got.dataSync().forEach((value, i) => expect(value).toBeCloseTo(reference[i] ?? NaN, digits));
}

describe('Activations', () => {
  const names = [
    'relu',
    'elu',
    'selu',
    'softplus',
    'tanh',
    'sigmoid',
    'linear',
    'swish',
    'gelu',
  ] as const;
  it.each(names)('%s and its gradient are those of tfjs layers', (name) => {
    const layer = union.layers.activation({ activation: name === 'gelu' ? 'linear' : name });
    const reference = (x: tf.Tensor): tf.Tensor =>
      name === 'gelu'
        ? tf.mul(x, tf.mul(0.5, tf.add(1, tf.erf(tf.div(x, Math.SQRT2)))))
        : (layer.apply(x) as tf.Tensor);
    const x = wave([4, 5]);
    expectClose(activate(x, name), reference(x));
    const ours = tf.grad((v: tf.Tensor) => activate(tf.reshape<tf.Rank.R2>(v, [4, 5]), name))(x);
    expectClose(ours, tf.grad(reference)(x));
  });

  it('leakyRelu has the slope of Keras 3', () => {
    expectClose(activate(tf.tensor2d([[-2, 3]]), 'leakyRelu'), tf.tensor2d([[-0.4, 3]]));
  });
});

describe('Losses', () => {
  const mean = tf.Reduction.NONE;
  const binary = tf.cast(tf.greater(wave([6, 1], 2), 0), 'float32');
  const oneHot = tf.cast(tf.oneHot(tf.tensor1d([0, 2, 1, 1, 0, 2], 'int32'), 3), 'float32');
  const cases: [
    LossName,
    'sigmoid' | 'softmax' | 'linear',
    tf.Tensor,
    (z: tf.Tensor, y: tf.Tensor) => tf.Tensor,
  ][] = [
    [
      'binaryCrossentropy',
      'sigmoid',
      binary,
      (z, y) => tf.losses.sigmoidCrossEntropy(y, z, undefined, 0, mean),
    ],
    [
      'categoricalCrossentropy',
      'softmax',
      oneHot,
      (z, y) => tf.losses.softmaxCrossEntropy(y, z, undefined, 0, mean),
    ],
    [
      'meanSquaredError',
      'linear',
      binary,
      (z, y) => tf.losses.meanSquaredError(y, z, undefined, mean),
    ],
    [
      'meanAbsoluteError',
      'linear',
      binary,
      (z, y) => tf.losses.absoluteDifference(y, z, undefined, mean),
    ],
    ['huber', 'linear', binary, (z, y) => tf.losses.huberLoss(y, z, undefined, 1, mean)],
  ];
  it.each(cases)(
    '%s and its gradient are those of tf.losses',
    (loss, activation, labels, reference) => {
      const units = labels.shape[1] ?? 1;
      const output = { loss, activation, units };
      const z = wave([6, units]);
      const y = tf.reshape<tf.Rank.R2>(labels, [6, units]);
      expectClose(rowLosses(z, y, output), tf.reshape(reference(z, y), [6]));
      const ours = (v: tf.Tensor): tf.Tensor =>
        tf.sum(rowLosses(tf.reshape<tf.Rank.R2>(v, [6, units]), y, output));
      expectClose(tf.grad(ours)(z), tf.grad((v) => tf.sum(reference(v, y)))(z));
    },
  );

  it('scores classes by the likeliest and numbers by their distance', () => {
    const z = tf.tensor2d([[2], [-1], [3]]);
    const y = tf.tensor2d([[1], [1], [0]]);
    const scores = rowScores(z, y, { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' });
    expect([...scores.dataSync()]).toEqual([1, 0, 0]);
    const distance = rowScores(z, y, { units: 1, activation: 'linear', loss: 'huber' });
    expect([...distance.dataSync()]).toEqual([1, 2, 3]);
  });
});

describe('Optimisers', () => {
  const cases = [
    { ours: { type: 'sgd' }, theirs: () => tf.train.sgd(0.05), digits: 6 },
    {
      ours: { type: 'momentum', momentum: 0.9, nesterov: false },
      theirs: () => tf.train.momentum(0.05, 0.9),
      digits: 5,
    },
    {
      ours: { type: 'rmsprop', rho: 0.9, epsilon: 1e-7 },
      theirs: () => tf.train.rmsprop(0.05, 0.9, 0, 1e-7),
      digits: 4,
    },
    { ours: { type: 'adam' }, theirs: () => tf.train.adam(0.05, 0.9, 0.999, 1e-7), digits: 3 },
  ];
  it.each(cases)('$ours.type walks as tf.train does', ({ ours, theirs, digits }) => {
    const { optimizer } = exampleSettings({ optimizer: ours });
    const rule = optimizerRule(optimizer);
    const start = [1, -2, 3];
    const loss = (p: tf.Tensor): tf.Scalar => tf.sum(tf.mul(tf.square(tf.sub(p, 0.5)), [1, 2, 3]));
    const variable = tf.variable(tf.tensor1d(start));
    const reference = theirs();
    let parameters = tf.tensor1d(start);
    let slots = rule.slots.map(() => tf.zeros<tf.Rank.R1>([3]));
    for (let step = 1; step <= 20; step++) {
      reference.minimize(() => loss(variable));
      const gradient = tf.reshape<tf.Rank.R1>(tf.grad(loss)(parameters), [3]);
      const [first, second] = rule.rates(0.05, step);
      const next = rule.apply(parameters, gradient, slots, [tf.scalar(first), tf.scalar(second)]);
      parameters = next.parameters;
      slots = next.slots;
    }
    expectClose(parameters, variable, digits);
  });

  it('adamw decays every weight apart from Adam’s own step', () => {
    const { optimizer } = exampleSettings({ optimizer: { type: 'adamw', weightDecay: 0.5 } });
    const rule = optimizerRule(optimizer);
    const zero = tf.zeros<tf.Rank.R1>([2]);
    const [rate, decay] = rule.rates(0.1, 1);
    const { parameters } = rule.apply(
      tf.tensor1d([2, -4]),
      zero,
      [zero, zero],
      [tf.scalar(rate), tf.scalar(decay)],
    );
    expectClose(parameters, tf.tensor1d([1.9, -3.8]));
  });
});

describe('The forward pass', () => {
  it('is that of tfjs layers with dense, batch normalisation and softmax', () => {
    const spec = exampleSpec(
      {
        layers: [
          { type: 'dense', units: 4, activation: 'elu', initialiser: 'zeros', l1: 0, l2: 0 },
          { type: 'batchNorm', momentum: 0.9, epsilon: 0.01 },
        ],
        output: { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
      },
      5,
    );
    const layout = layoutOf(spec);
    const model = union.sequential();
    model.add(union.layers.dense({ units: 4, activation: 'elu', inputShape: [5] }));
    model.add(union.layers.batchNormalization({ momentum: 0.9, epsilon: 0.01 }));
    model.add(union.layers.dense({ units: 3 }));
    const weights = layout.trainable.map((slot, i) =>
      tf.tensor(wave([1, slot.size], i).dataSync(), slot.shape),
    );
    const moving = [wave([1, 4], 7), tf.abs(wave([1, 4], 8))].map((t) => tf.reshape(t, [4]));
    const [k1, b1, gamma, beta, k2, b2] = weights;
    const [mean, variance] = moving;
    // tfjs takes trainable weights first.
    const all = [k1, b1, gamma, beta, k2, b2, mean, variance].filter((t) => t !== undefined);
    model.setWeights(all);
    const x = wave([6, 5], 3);
    expectClose(forward(spec, layout, weights, moving, x, null), model.predict(x) as tf.Tensor, 4);
    const after: tf.Tensor[] = [];
    const logits = forward(spec, layout, weights, moving, x, {
      draws: null,
      onMoving: (next) => after.push(...next),
    });
    expectClose(logits, model.apply(x, { training: true }) as tf.Tensor, 4);
    const hidden = tf.elu(tf.add(tf.matMul(x, k1 ?? x), b1 ?? 0));
    const wanted = tf.add(tf.mul(mean ?? 0, 0.9), tf.mul(tf.mean(hidden, 0), 0.1));
    expectClose(after[0] ?? x, wanted, 4);
  });
});
