import * as tf from '@tensorflow/tfjs-core';
import { normals } from '../factors/random.ts';

/** The dense weights of a net as one flat vector with Adam's moments: a state of three tensors. */
export type DenseShape = { name: string; shape: number[] };

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;

export function sizeOf({ shape }: DenseShape): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Kernels by Glorot & Bengio 2010 (normal), vectors 0. */
export function newDense(shapes: readonly DenseShape[], seed: number): tf.Tensor1D[] {
  const parts = shapes.map((item, at) => {
    const [fanIn = 1, fanOut = 0] = item.shape;
    return item.shape.length < 2
      ? new Float32Array(sizeOf(item))
      : normals(sizeOf(item), Math.sqrt(2 / (fanIn + fanOut)), seed + at);
  });
  const flat = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    flat.set(part, at);
    at += part.length;
  }
  return [tf.tensor1d(flat), tf.zeros([flat.length]), tf.zeros([flat.length])];
}

/** Cuts the flat vector into its weights, in the order of `shapes`. */
export function denseWeights(flat: tf.Tensor1D, shapes: readonly DenseShape[]): tf.Tensor[] {
  const sizes = shapes.map(sizeOf);
  const parts = shapes.length === 1 ? [flat] : tf.split(flat, sizes);
  return shapes.map(({ shape }, at) => tf.reshape(parts[at]!, shape));
}

/** One Adam step of all dense weights. */
export function updateDense(
  state: readonly tf.Tensor1D[],
  gradients: readonly tf.Tensor[],
  rate: tf.Scalar,
): tf.Tensor1D[] {
  const [flat, m, v] = state;
  if (!flat || !m || !v) throw new RangeError('dense weights have three parts');
  const gradient = tf.concat1d(gradients.map((g) => tf.reshape(g, [g.size])));
  const nextM = tf.add<tf.Tensor1D>(m, tf.mul(tf.sub(gradient, m), 1 - beta1));
  const nextV = tf.add<tf.Tensor1D>(v, tf.mul(tf.sub(tf.square(gradient), v), 1 - beta2));
  const move = tf.div(tf.mul(nextM, rate), tf.add(tf.sqrt(nextV), epsilon));
  return [tf.sub(flat, move), nextM, nextV];
}
