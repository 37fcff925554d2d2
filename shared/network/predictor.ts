import type { ModelSpec, OutputSpec } from '../model/net/model-spec.ts';
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
    let value = new Float64Array(features);
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
      for (let unit = 0; unit < out.length; unit++) out[unit] = value(out[unit]!);
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
    input.map((x, unit) => gamma[unit]! * ((x - mean[unit]!) * inverse[unit]!) + beta[unit]!);
}

/**
 * input [in] times kernel [in][units] plus bias. Inputs of zero, as most of one-hot features are, add nothing and are left
 * out; the others go four at a time, so that each sum is read and written a quarter as often.
 */
function affine(kernel: Vector, bias: Vector): Layer {
  const units = bias.length;
  const used = new Int32Array(kernel.length / units);
  return (input) => {
    const out = bias.slice();
    let count = 0;
    for (let row = 0; row < input.length; row++) if (input[row] !== 0) used[count++] = row;
    let next = 0;
    for (; next + 4 <= count; next += 4) {
      const a = used[next]!;
      const b = used[next + 1]!;
      const c = used[next + 2]!;
      const d = used[next + 3]!;
      const xa = input[a]!;
      const xb = input[b]!;
      const xc = input[c]!;
      const xd = input[d]!;
      const ka = a * units;
      const kb = b * units;
      const kc = c * units;
      const kd = d * units;
      for (let unit = 0; unit < units; unit++) {
        out[unit]! +=
          xa * kernel[ka + unit]! +
          xb * kernel[kb + unit]! +
          (xc * kernel[kc + unit]! + xd * kernel[kd + unit]!);
      }
    }
    for (; next < count; next++) {
      const row = used[next]!;
      const x = input[row]!;
      const from = row * units;
      for (let unit = 0; unit < units; unit++) out[unit]! += x * kernel[from + unit]!;
    }
    return out;
  };
}

/** A tensor by its slot, as float64. @throws RangeError where it is missing, of another size or not finite */
export function tensor(slot: Slot | undefined, weights: FlatWeights): Vector {
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
  return [...z].map(value);
}
