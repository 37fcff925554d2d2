import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { simplify } from '../../../../src-main/engine/capture/simplify.ts';
import { trace } from '../../../../src-main/engine/capture/trace.ts';
import { nativeBackend } from '../native-backend.ts';

const native = await nativeBackend();

function opsOf(
  inputs: tf.Tensor[],
  fn: (inputs: tf.Tensor[]) => tf.Tensor[],
  onGpu = false,
): string[] {
  if (!native) throw new Error('skipped');
  return simplify(trace(native, inputs, fn), 'interpreted', onGpu).nodes.map(({ op }) => op);
}

describe.skipIf(!native)('Simplifying a trace', () => {
  const x = tf.ones([4, 3]);
  const zero = tf.scalar(0);

  it('drops what no output needs and what changes nothing', () => {
    expect(
      opsOf([x], ([v = zero]) => {
        tf.exp(v);
        return [tf.neg(tf.reshape(tf.cast(tf.clone(v), 'float32'), [4, 3]))];
      }),
    ).toEqual(['Neg']);
  });

  it('does equal work once and constant work never', () => {
    expect(
      opsOf([x], ([v = zero]) => [tf.add(tf.exp(v), tf.exp(v)), tf.mul(v, tf.sqrt(tf.scalar(4)))]),
    ).toEqual(['Exp', 'Add', 'Mul']);
  });

  it('makes one operation of a product with bias and activation', () => {
    const inputs = [x, tf.ones([3, 2]), tf.ones([2])];
    const dense = ([v = zero, w = zero, b = zero]: tf.Tensor[]) => [
      tf.relu(tf.add(tf.matMul(v, w), b)),
    ];
    expect(opsOf(inputs, dense)).toEqual(['_FusedMatMul']);
    expect(opsOf(inputs, dense, true)).toEqual(['BatchMatMulV2', 'Add', 'Relu']);
  });

  it('keeps a product apart whose value is needed by itself', () => {
    const inputs = [x, tf.ones([3, 2]), tf.ones([2])];
    const ops = opsOf(inputs, ([v = zero, w = zero, b = zero]) => {
      const product = tf.matMul(v, w);
      return [product, tf.add(product, b)];
    });
    expect(ops).toEqual(['MatMul', 'Add']);
  });
});
