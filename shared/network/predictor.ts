import type { ModelSpec, OutputSpec } from '../model/model-spec.ts';
import { activations } from './activations.ts';
import { softmax } from './layers/output.ts';
import { layoutOf, type Layout, type Slot } from './layout.ts';

/** Weights by the names of the layout, row-major as checkpoints keep them. */
export type FlatWeights = ReadonlyMap<string, ArrayLike<number>>;

/** What the output activation gives for one row of features, one number a unit. */
export type Predictor = (features: ArrayLike<number>) => number[];

type Vector = Float64Array<ArrayBuffer>;
type Layer = (input: Vector) => Vector;

/**
 * The net compiled for rows one at a time, in float64: the numbers of `forwardPass` when predicting, without keeping
 * anything on the way. @throws RangeError where a tensor is missing, of another size or not finite
 */
export function createPredictor(spec: ModelSpec, weights: FlatWeights): Predictor {
  const layout = layoutOf(spec);
  const layers = layout.layers.flatMap((plan) => layerOf(plan, layout, weights) ?? []);
  const kernel = tensor(layout.trainable[layout.output.kernel], weights);
  const bias = tensor(layout.trainable[layout.output.bias], weights);
  const logits = affine(kernel, bias);
  return (features) => {
    let value = Float64Array.from(features);
    for (const layer of layers) value = layer(value);
    return outputOf(logits(value), spec.output);
  };
}

function layerOf(
  plan: Layout['layers'][number],
  { trainable, moving }: Layout,
  weights: FlatWeights,
): Layer | null {
  if (plan.type === 'dropout') return null;
  if (plan.type === 'dense') {
    const { value } = activations[plan.spec.activation];
    const sums = affine(
      tensor(trainable[plan.kernel], weights),
      tensor(trainable[plan.bias], weights),
    );
    return (input) => {
      const out = sums(input);
      for (let unit = 0; unit < out.length; unit++) out[unit] = value(out[unit] ?? NaN);
      return out;
    };
  }
  const gamma = tensor(trainable[plan.gamma], weights);
  const beta = tensor(trainable[plan.beta], weights);
  const mean = tensor(moving[plan.mean], weights);
  const inverse = tensor(moving[plan.variance], weights).map(
    (variance) => 1 / Math.sqrt(variance + plan.spec.epsilon),
  );
  return (input) =>
    input.map(
      (x, unit) =>
        (gamma[unit] ?? NaN) * ((x - (mean[unit] ?? NaN)) * (inverse[unit] ?? NaN)) +
        (beta[unit] ?? NaN),
    );
}

/** input [in] times kernel [in][units] plus bias. Inputs of zero, as most of one-hot features are, add nothing. */
function affine(kernel: Vector, bias: Vector): Layer {
  const units = bias.length;
  return (input) => {
    const out = new Float64Array(units);
    for (let row = 0; row < input.length; row++) {
      const x = input[row] ?? NaN;
      if (x === 0) continue;
      const from = row * units;
      for (let unit = 0; unit < units; unit++) {
        out[unit] = (out[unit] ?? NaN) + x * (kernel[from + unit] ?? NaN);
      }
    }
    for (let unit = 0; unit < units; unit++) out[unit] = (out[unit] ?? NaN) + (bias[unit] ?? NaN);
    return out;
  };
}

function tensor(slot: Slot | undefined, weights: FlatWeights): Vector {
  const values = slot === undefined ? undefined : weights.get(slot.name);
  if (slot === undefined || values === undefined || values.length !== slot.size) {
    throw new RangeError(`no tensor ${slot?.name ?? ''} of ${slot?.size ?? 0} numbers`);
  }
  const copy = Float64Array.from(values);
  if (!copy.every(Number.isFinite)) throw new RangeError(`${slot.name} holds what is no number`);
  return copy;
}

function outputOf(z: Float64Array, { activation }: OutputSpec): number[] {
  if (activation === 'softmax') return softmax([...z]);
  const { value } = activations[activation];
  return Array.from(z, value);
}
