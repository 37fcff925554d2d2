import type { Activation } from '../../model/net/model-spec.ts';
import { activations } from '../activations.ts';
import {
  columnSums,
  entrywise,
  entry,
  product,
  productTransposed,
  transposedProduct,
  type Matrix,
} from '../matrix.ts';

/** A dense layer going forward, [rows][units] each: z = input kernel + bias, a = f(z), slope = f'(z). */
export type DenseForward = { input: Matrix; z: Matrix; a: Matrix; slope: Matrix };

/** And backward: of the loss L, dA = dL/da, delta = dL/dz, and what goes on to kernel, bias and input. */
export type DenseBackward = {
  dA: Matrix;
  delta: Matrix;
  kernel: Matrix;
  bias: number[];
  dInput: Matrix;
};

/** input [rows][in], kernel [in][units], bias [units]. */
export function denseForward(
  input: Matrix,
  kernel: Matrix,
  bias: number[],
  activation: Activation,
): DenseForward {
  const { value, slope } = activations[activation];
  const z = product(input, kernel).map((row) => row.map((sum, unit) => sum + entry(bias, unit)));
  const a = entrywise(value, z);
  return { input, z, a, slope: entrywise(slope, z, a) };
}

/**
 * The chain rule through a = f(z), z = x W + b: delta = dA f'(z); dL/dW = x' delta; dL/db = sum of delta over rows;
 * dL/dx = delta W'. (Rumelhart, Hinton and Williams 1986.)
 */
export function denseBackward(
  { input, slope }: { input: Matrix; slope: Matrix },
  kernel: Matrix,
  dA: Matrix,
): DenseBackward {
  const delta = entrywise((d, s) => d * s, dA, slope);
  return { dA, delta, ...linearBackward(input, kernel, delta) };
}

/** The part of it below z, given delta. */
export function linearBackward(
  input: Matrix,
  kernel: Matrix,
  delta: Matrix,
): Pick<DenseBackward, 'kernel' | 'bias' | 'dInput'> {
  return {
    kernel: transposedProduct(input, delta),
    bias: columnSums(delta),
    dInput: productTransposed(delta, kernel),
  };
}
