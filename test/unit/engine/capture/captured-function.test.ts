import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { captureByShape } from '../../../../src-main/engine/capture/capture-by-shape.ts';
import { captureFunction } from '../../../../src-main/engine/capture/captured-function.ts';
import { nativeBackend } from '../native-backend.ts';

const native = await nativeBackend();
const executions = ['interpreted', 'compiled'] as const;

function values(seed: number, ...shape: number[]): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i * 1.7 + seed)),
    shape,
  );
}

function ints(...list: number[]): tf.Tensor1D {
  return tf.tensor1d(list, 'int32');
}

type Example = {
  name: string;
  inputs: () => tf.Tensor[];
  fn: (inputs: tf.Tensor[]) => tf.Tensor[];
};
const zero = tf.scalar.bind(null, 0);

const examples: Example[] = [
  {
    name: 'a dense layer with softmax',
    inputs: () => [values(1, 4, 3), values(2, 3, 5), values(3, 5)],
    fn: ([x = zero(), w = zero(), b = zero()]) => [tf.softmax(tf.add(tf.matMul(x, w), b))],
  },
  {
    name: 'the gradient of a loss with respect to all weights',
    inputs: () => [values(1, 6, 3), values(2, 3, 4), values(3, 4), values(4, 4, 1)],
    fn: ([x = zero(), ...weights]) =>
      tf.grads((w1: tf.Tensor, b1: tf.Tensor, w2: tf.Tensor) =>
        tf.mean(tf.square(tf.matMul(tf.relu(tf.add(tf.matMul(x, w1), b1)), w2))),
      )(weights),
  },
  {
    name: 'an embedding gathered, and its gradient scattered back',
    inputs: () => [values(1, 10, 4), ints(3, 3, 0, 9)],
    fn: ([table = zero(), rows = zero()]) =>
      tf.grads((t: tf.Tensor) => tf.sum(tf.square(tf.gather(t, tf.reshape(rows, [4])))))([table]),
  },
  {
    name: 'operations with several results',
    inputs: () => [values(1, 3, 8)],
    fn: ([x = zero()]) => {
      const { values: top, indices } = tf.topk(x, 3);
      const [left = x, right = x] = tf.split(x, 2, 1);
      return [top, indices, tf.sub(left, right), ...tf.unstack(x)];
    },
  },
  {
    name: 'several losses and masks of mixed types',
    inputs: () => [values(1, 5), values(2, 5), ints(1, 0, 1, 1, 0)],
    fn: ([a = zero(), b = zero(), flags = zero()]) => [
      tf.losses.huberLoss(a, b),
      tf.where(tf.cast(flags, 'bool'), a, b),
      tf.all(tf.greater(tf.abs(a), -1)),
      tf.cumsum(tf.cast(flags, 'float32')),
    ],
  },
  {
    name: 'an output that is an input and one that is a constant',
    inputs: () => [values(1, 2, 2)],
    fn: ([x = zero()]) => [x, tf.scalar(7)],
  },
];

describe.skipIf(!native).each(executions)('A captured function, %s', (execution) => {
  it.each(examples)('gives what the eager run gives: $name', ({ inputs, fn }) => {
    if (!native) return;
    const captured = captureFunction(native, inputs(), fn, execution);
    const given = inputs();
    const got = captured.run(given);
    const want = fn(given);
    expect(got.length).toBe(want.length);
    got.forEach((tensor, i) => {
      const expected = want[i];
      expect(tensor.shape).toEqual(expected?.shape);
      expect(tensor.dtype).toBe(expected?.dtype);
      const reference = expected?.dataSync() ?? [];
      tensor.dataSync().forEach((value, at) => {
        expect(Math.abs(value - (reference[at] ?? NaN))).toBeLessThan(1e-5);
      });
    });
    captured.dispose();
  });

  it('follows its inputs, not the values it was captured with', () => {
    if (!native) return;
    const captured = captureFunction(
      native,
      [tf.scalar(2)],
      ([x = zero()]) => [tf.square(x)],
      execution,
    );
    const [nine] = captured.run([tf.scalar(3)]);
    expect(nine?.dataSync()[0]).toBe(9);
    captured.dispose();
  });
});

describe.skipIf(!native)('Capturing', () => {
  const capture = (fn: (x: tf.Tensor) => tf.Tensor) => {
    if (!native) throw new Error('skipped');
    return captureFunction(native, [values(1, 4)], ([x = zero()]) => [fn(x)], 'interpreted');
  };

  it.each([
    ['tf.randomUniform with a seed', () => tf.randomUniform([4], 0, 1, 'float32', 7)],
    ['tf.randomUniformInt', () => tf.randomUniformInt([4], 0, 9, 7)],
    ['tf.randomGamma', () => tf.randomGamma([4], 1, 1, 'float32', 7)],
    ['tf.truncatedNormal', () => tf.truncatedNormal([4], 0, 1, 'float32', 7)],
    ['tf.rand', () => tf.rand([4], () => 0.3)],
    ['tf.multinomial', () => tf.multinomial(tf.tensor1d([0.5, 0.5]), 4, 7)],
    ['tf.randomNormal without one', () => tf.randomNormal([4])],
    ['tf.dropout', (x: tf.Tensor) => tf.dropout(x, 0.5, undefined, 3)],
    // eslint-disable-next-line no-restricted-syntax -- the very call that capture must refuse
    ['Math.random', (x: tf.Tensor) => tf.mul(x, Math.random())],
  ])('refuses %s', (_, fn) => {
    expect(() => capture(fn)).toThrow(/engine_capture_random/);
  });

  it.each([
    ['dataSync', (x: tf.Tensor) => tf.mul(x, tf.sum(x).dataSync()[0] ?? 0)],
    ['arraySync', (x: tf.Tensor) => tf.tensor1d([Number(tf.sum(x).arraySync())])],
  ])('refuses %s', (_, fn) => {
    expect(() => capture(fn)).toThrow(/engine_capture_read/);
  });

  it('leaves tfjs as it was, after success and after refusal', () => {
    const binding = native?.binding;
    const random = Math.random;
    capture((x) => tf.mul(x, 2)).dispose();
    expect(() => capture(() => tf.randomNormal([4]))).toThrow();
    expect(native?.binding).toBe(binding);
    expect(Math.random).toBe(random);
    expect(tf.randomUniform([2]).shape).toEqual([2]);
  });

  it('refuses inputs of another shape when run', () => {
    const captured = capture((x) => tf.mul(x, 2));
    expect(() => captured.run([values(1, 5)])).toThrow(/engine_capture_shape/);
    captured.dispose();
  });
});

describe.skipIf(!native)('A function captured by shape', () => {
  it('is captured once for each shape it meets', () => {
    if (!native) return;
    let runs = 0;
    const byShape = captureByShape(
      native,
      ([x = zero()]) => {
        runs++;
        return [tf.sum(x, 0)];
      },
      'interpreted',
    );
    const sums = [3, 2, 3, 2].map((rows) => byShape.run([tf.ones([rows, 2])])[0]?.dataSync()[0]);
    expect(sums).toEqual([3, 2, 3, 2]);
    expect([runs, byShape.captures]).toEqual([2, 2]);
    byShape.dispose();
  });
});
