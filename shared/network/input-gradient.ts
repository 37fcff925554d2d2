import type { ModelSpec } from '../model/model-spec.ts';
import { activations } from './activations.ts';
import { outputsOf } from './layers/output.ts';
import { layoutOf, type Layout } from './layout.ts';
import { tensor, type FlatWeights } from './predictor.ts';

type Vector = Float64Array<ArrayBuffer>;

/** One output of the net for a row, and how it changes with each input. */
export type InputGradient = (
  x: ArrayLike<number>,
  unit: number,
) => { value: number; slopes: Vector };

/** A layer going forward, which leaves behind how to go back: from the slopes by its outputs to those by its inputs. */
type Layer = (input: Vector) => { out: Vector; back: (slopes: Vector) => Vector };

/**
 * The net compiled for slopes by its inputs, one row at a time, in float64, as when predicting: no dropout, moving averages
 * in batch normalisation. @throws RangeError where a tensor is missing, of another size or not finite
 */
export function createInputGradient(spec: ModelSpec, weights: FlatWeights): InputGradient {
  const layout = layoutOf(spec);
  const layers = layout.layers.flatMap((plan) => layersOf(plan, layout, weights));
  const kernel = tensor(layout.trainable[layout.output.kernel], weights);
  const bias = tensor(layout.trainable[layout.output.bias], weights);
  const logits = affine(kernel, bias);
  return (x, unit) => {
    let value = Float64Array.from(x);
    const ways: ((slopes: Vector) => Vector)[] = [];
    for (const layer of [...layers, logits]) {
      const { out, back } = layer(value);
      value = out;
      ways.push(back);
    }
    const [outputs = []] = outputsOf([[...value]], spec.output);
    let slopes = outputSlopes(value, outputs, unit, spec);
    for (const back of ways.toReversed()) slopes = back(slopes);
    return { value: outputs[unit] ?? NaN, slopes };
  };
}

/** Of one output by all logits: p_u (1 - p_u) and -p_u p_k for a softmax, else of its own logit alone. */
function outputSlopes(
  z: Vector,
  outputs: readonly number[],
  unit: number,
  { output: { activation } }: ModelSpec,
): Vector {
  const own = outputs[unit] ?? NaN;
  if (activation === 'softmax') {
    return Float64Array.from(outputs, (p, k) => own * ((k === unit ? 1 : 0) - p));
  }
  const slopes = new Float64Array(z.length);
  slopes[unit] = activations[activation].slope(z[unit] ?? NaN, own);
  return slopes;
}

function layersOf(
  plan: Layout['layers'][number],
  { trainable, moving }: Layout,
  weights: FlatWeights,
): Layer[] {
  if (plan.type === 'dropout') return [];
  if (plan.type === 'dense') {
    const { value, slope } = activations[plan.spec.activation];
    const sums = affine(
      tensor(trainable[plan.kernel], weights),
      tensor(trainable[plan.bias], weights),
    );
    const activated: Layer = (z) => {
      const out = z.map(value);
      const back = (slopes: Vector): Vector =>
        slopes.map((d, u) => (d === 0 ? 0 : d * slope(z[u] ?? NaN, out[u] ?? NaN)));
      return { out, back };
    };
    return [sums, activated];
  }
  const gamma = tensor(trainable[plan.gamma], weights);
  const beta = tensor(trainable[plan.beta], weights);
  const mean = tensor(moving[plan.mean], weights);
  const scale = tensor(moving[plan.variance], weights).map(
    (variance, u) => (gamma[u] ?? NaN) / Math.sqrt(variance + plan.spec.epsilon),
  );
  return [
    (input) => ({
      out: input.map((x, u) => (x - (mean[u] ?? NaN)) * (scale[u] ?? NaN) + (beta[u] ?? NaN)),
      back: (slopes) => slopes.map((d, u) => d * (scale[u] ?? NaN)),
    }),
  ];
}

/** input [in] times kernel [in][units] plus bias; going back, kernel times the slopes. */
function affine(kernel: Vector, bias: Vector): Layer {
  const units = bias.length;
  const back = (slopes: Vector): Vector => {
    const by = new Float64Array(kernel.length / units);
    for (let i = 0; i < by.length; i++) {
      let sum = 0;
      for (let u = 0; u < units; u++) sum += (kernel[i * units + u] ?? NaN) * (slopes[u] ?? NaN);
      by[i] = sum;
    }
    return by;
  };
  return (input) => {
    const out = Float64Array.from(bias);
    for (let i = 0; i < input.length; i++) {
      const x = input[i] ?? NaN;
      if (x === 0) continue;
      for (let u = 0; u < units; u++) out[u] = (out[u] ?? NaN) + x * (kernel[i * units + u] ?? NaN);
    }
    return { out, back };
  };
}
