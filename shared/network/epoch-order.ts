import { shuffled } from '../random/philox.ts';

/** Steps of an epoch; its last batch may be short. */
export function stepsPerEpoch(trainRows: number, batchSize: number): number {
  return Math.ceil(trainRows / batchSize);
}

/** What decides which rows a step sees. `trainRows` are positions in the table. */
export type BatchSource = { trainRows: Int32Array; batchSize: number; seed: number };

/** The rows of one step of a run, counted from 0, in the order they are taken. */
export function batchRows({ trainRows, batchSize, seed }: BatchSource, step: number): Int32Array {
  const steps = stepsPerEpoch(trainRows.length, batchSize);
  const first = (step % steps) * batchSize;
  const epoch = Math.floor(step / steps);
  return shuffled(trainRows, seed, epoch).subarray(first, first + batchSize);
}
