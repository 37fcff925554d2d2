import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { simplify } from '../../../../src-main/engine/capture/simplify.ts';
import { trace } from '../../../../src-main/engine/capture/trace.ts';
import { traceGraph } from '../../../../src-main/engine/compile/lower/trace-graph.ts';
import { nativeBackend } from '../native-backend.ts';

const native = await nativeBackend();

type Fn = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor[];

/** Each rule of both recordings, by a function before it and the same one after it. */
const rules: [string, Fn, Fn][] = [
  [
    'equal values are one',
    (x, y) => [tf.add(tf.exp(x), tf.mul(tf.exp(x), y))],
    (x, y) => {
      const e = tf.exp(x);
      return [tf.add(e, tf.mul(e, y))];
    },
  ],
  [
    'equal constants are one',
    (x) => [tf.mul(tf.add(x, tf.scalar(3)), tf.scalar(3))],
    (x) => {
      const three = tf.scalar(3);
      return [tf.mul(tf.add(x, three), three)];
    },
  ],
  ['constants are computed', (x) => [tf.mul(x, tf.sqrt(tf.scalar(4)))], (x) => [tf.mul(x, 2)]],
  ['a product by 1 is not there', (x) => [tf.exp(tf.mul(x, 1))], (x) => [tf.exp(x)]],
  ['nor one by 1 from the left', (x) => [tf.exp(tf.mul(tf.scalar(1), x))], (x) => [tf.exp(x)]],
  ['nor a quotient by ones', (x) => [tf.exp(tf.div(x, tf.ones([4, 3])))], (x) => [tf.exp(x)]],
  ['a sum with 0 is not there', (x) => [tf.exp(tf.add(x, 0))], (x) => [tf.exp(x)]],
  ['nor a difference from it', (x) => [tf.exp(tf.sub(x, tf.zeros([4, 3])))], (x) => [tf.exp(x)]],
  [
    'what is known comes second, so that more is equal',
    (x) => [tf.add(tf.mul(tf.scalar(5), x), tf.exp(tf.mul(x, 5)))],
    (x) => {
      const five = tf.mul(x, 5);
      return [tf.add(five, tf.exp(five))];
    },
  ],
  [
    'a cast to its own type and a copy are not there',
    (x) => [tf.exp(tf.cast(tf.clone(x), 'float32'))],
    (x) => [tf.exp(x)],
  ],
  [
    'a reshape to its own shape is not there',
    (x) => [tf.exp(tf.reshape(x, [4, 3]))],
    (x) => [tf.exp(x)],
  ],
  [
    'a reshape of a reshape is one',
    (x) => [tf.exp(tf.reshape(tf.reshape(x, [2, 6]), [12]))],
    (x) => [tf.exp(tf.reshape(x, [12]))],
  ],
  [
    'reshapes there and back are none',
    (x) => [tf.exp(tf.reshape(tf.reshape(x, [12]), [4, 3]))],
    (x) => [tf.exp(x)],
  ],
  [
    'what no output needs is dropped',
    (x, y) => {
      tf.matMul(x, y, false, true);
      return [tf.neg(x)];
    },
    (x) => [tf.neg(x)],
  ],
];

/** Rules of loops alone. */
const loopRules: [string, Fn, Fn][] = [
  [
    'a choice of 1 where something holds, else 0, is whether it holds',
    (x) => [tf.mul(tf.step(x), x)],
    (x) => [tf.mul(tf.cast(tf.greater(x, 0), 'float32'), x)],
  ],
  [
    'a choice between equals is none',
    (x, y) => [tf.where(tf.greater(x, y), tf.exp(x), tf.exp(x))],
    (x) => [tf.exp(x)],
  ],
];

/** What stays as it is, though it looks like the above. */
const others: [string, Fn, number][] = [
  ['a sum with 1 and a product by 0.5', (x) => [tf.mul(tf.add(x, 1), 0.5)], 2],
  ['a difference from what is known', (x) => [tf.sub(tf.scalar(0), x)], 1],
  ['a quotient of what is known', (x) => [tf.div(tf.scalar(1), x)], 1],
  ['a cast to whole numbers and back', (x) => [tf.cast(tf.cast(x, 'int32'), 'float32')], 2],
];

const shapes = [
  { shape: [4, 3], dtype: 'float32' },
  { shape: [4, 3], dtype: 'float32' },
] as const;

function compiled(fn: Fn) {
  const { values, outputs } = traceGraph(shapes, ([x, y]) => fn(x!, y!));
  const at = new Map(values.map((value, i) => [value, i]));
  const words = values.map(({ operation, inputs, shape }) => ({
    ...{ operation, shape },
    inputs: inputs.map((input) => at.get(input)),
  }));
  return { words, outputs: outputs.map((value) => at.get(value)) };
}

function captured(fn: Fn) {
  const inputs = shapes.map(({ shape }) => tf.ones([...shape]));
  const made = trace(native!, inputs, ([x, y]) => fn(x!, y!));
  const { nodes, constants, outputs } = simplify(made, 'interpreted', false);
  return { nodes, constants, outputs };
}

const kinds = new Set(['input', 'constant']);
const work = (fn: Fn): number =>
  compiled(fn).words.filter(({ operation }) => !kinds.has(operation.kind)).length;

describe('Recorded for WebAssembly', () => {
  it.each([...rules, ...loopRules])('%s', (_, before, after) => {
    expect(compiled(before)).toEqual(compiled(after));
  });

  it.each(others)('stays: %s', (_, fn, count) => {
    expect(work(fn)).toBe(count);
  });
});

describe.skipIf(!native)('Recorded for TensorFlow', () => {
  it.each(rules)('%s', (_, before, after) => {
    expect(captured(before)).toEqual(captured(after));
  });

  it.each(others)('stays: %s', (_, fn, count) => {
    expect(captured(fn).nodes).toHaveLength(count);
  });
});
