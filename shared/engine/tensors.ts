/** A named tensor as plain data; row-major. */
export type NamedTensor = { name: string; shape: number[]; data: Float32Array };

/** Everything needed to go on bit for bit: weights, optimiser slots, position, and what early stopping remembers. */
export type Checkpoint = {
  step: number;
  epoch: number;
  /** Steps already taken inside the epoch after `epoch` complete ones. */
  stepInEpoch: number;
  /** Trainable and moving-average tensors, in layer order: `dense_1/kernel`, `dense_1/bias`, `batch_norm_1/gamma`, ... */
  weights: NamedTensor[];
  /** Optimiser state under the same names with a suffix: `dense_1/kernel/m`. */
  slots: NamedTensor[];
  /** Best value of the watched metric so far and epochs since, for early stopping. */
  best: { value: number; epoch: number; wait: number } | null;
  /** Loss and score summed over the rows of the unfinished epoch, so that its record comes out the same. */
  sums?: number[];
};
