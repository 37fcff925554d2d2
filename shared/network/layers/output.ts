import { largest } from '../../statistics/extremes.ts';
import type { OutputSpec } from '../../model/net/model-spec.ts';
import { activations } from '../activations.ts';
import { lossOf } from '../losses.ts';
import { entry, entrywise, product, type Matrix } from '../matrix.ts';
import { linearBackward, type DenseBackward } from './dense.ts';

/** The output layer: logits z, what its activation makes of them, and each row's loss before class weights. */
export type OutputForward = { input: Matrix; z: Matrix; a: Matrix; losses: number[] };

export function outputForward(
  input: Matrix,
  kernel: Matrix,
  bias: number[],
  y: Matrix,
  output: OutputSpec,
): OutputForward {
  const z = product(input, kernel).map((row) => row.map((sum, unit) => sum + entry(bias, unit)));
  const a = outputsOf(z, output);
  const { value } = lossOf(output);
  return { input, z, a, losses: z.map((row, r) => value(row, a[r] ?? [], y[r] ?? [])) };
}

/** What the output activation makes of logits: softmax over a row, the others unit by unit. */
export function outputsOf(z: Matrix, { activation }: OutputSpec): Matrix {
  return activation === 'softmax' ? z.map(softmax) : entrywise(activations[activation].value, z);
}

/** e^z over its sum, shifted by the largest so that nothing overflows. */
export function softmax(z: readonly number[]): number[] {
  const most = largest(z);
  const powers = z.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** `weights` of the rows are class weights over the number of rows. A softmax's dA holds the other outputs fixed. */
export function outputBackward(
  { input, z, a }: OutputForward,
  kernel: Matrix,
  y: Matrix,
  weights: readonly number[],
  output: OutputSpec,
): DenseBackward {
  const { dOutput, dLogits } = lossOf(output);
  const times = (row: number[], r: number): number[] => row.map((d) => d * entry(weights, r));
  const dA = z.map((_, r) => times(dOutput(a[r] ?? [], y[r] ?? []), r));
  const delta = z.map((row, r) => times(dLogits(row, a[r] ?? [], y[r] ?? []), r));
  return { dA, delta, ...linearBackward(input, kernel, delta) };
}
