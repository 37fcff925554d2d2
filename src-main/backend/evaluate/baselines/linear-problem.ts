/** Rows of a table: features [rows, inputs] and targets [rows, units], row by row; rows with NaN targets are passed over. */
export type LinearChunk = { x: Float32Array; y: Float32Array };

export type LinearProblem = {
  inputs: number;
  units: number;
  /** number: least squares; binary: logistic; classes: softmax regression. */
  kind: 'number' | 'binary' | 'classes';
  /** The same rows in the same order, each time. */
  chunks(): Iterable<LinearChunk>;
  /** Lets others work between chunks; may throw. */
  pace(): Promise<void>;
};

/** kernel [inputs, units] and bias [units], as a dense layer has them. */
export type LinearWeights = { kernel: Float32Array; bias: Float32Array };

/** Half the squared length of the kernel is added to the log loss: scikit-learn's C = 1. */
export const ridge = 1;
/** Largest slope of the loss in any weight, a row: below it the fit has converged. */
export const tolerance = 1e-8;

/** Loss of one row; `outputs` become what is expected: the number, or the classes' shares. */
export function lossOf(
  kind: LinearProblem['kind'],
  outputs: Float64Array,
  target: Float32Array,
): number {
  if (kind === 'number') return (outputs[0]! - target[0]!) ** 2 / 2;
  if (kind === 'binary') {
    const z = outputs[0]!;
    outputs[0] = 1 / (1 + Math.exp(-z));
    return Math.max(z, 0) - z * target[0]! + Math.log1p(Math.exp(-Math.abs(z)));
  }
  const most = outputs.reduce((a, b) => Math.max(a, b), -Infinity);
  const total = outputs.reduce((sum, z) => sum + Math.exp(z - most), 0);
  let loss = 0;
  for (let u = 0; u < outputs.length; u++) {
    const log = outputs[u]! - most - Math.log(total);
    if (target[u]! > 0) loss -= target[u]! * log;
    outputs[u] = Math.exp(log);
  }
  return loss;
}

export function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** As a dense layer has them, of weight (input, unit) at input * units + unit, the biases last. */
export function layerOf(weights: Float64Array, inputs: number, units: number): LinearWeights {
  return {
    kernel: Float32Array.from(weights.subarray(0, inputs * units)),
    bias: Float32Array.from(weights.subarray(inputs * units)),
  };
}
