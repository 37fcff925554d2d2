import type { ModelSpec } from '../model/net/model-spec.ts';
import { batchNormForward, type BatchNormForward } from './layers/batch-norm.ts';
import { denseForward, type DenseForward } from './layers/dense.ts';
import { dropoutForward, type DropoutForward } from './layers/dropout.ts';
import { outputForward, type OutputForward } from './layers/output.ts';
import { layoutOf, type Layout } from './layout.ts';
import { isMatrix, type Matrix, type Tensor } from './matrix.ts';
import { penaltyOf } from './penalty.ts';

/** Tensors of a net by the names of its layout, moving averages among them. */
export type Weights = ReadonlyMap<string, Tensor>;

/** A batch: features [rows][inputs], labels [rows][units], and a weight a row (its class's; 1 where all are missing). */
export type Batch = { x: Matrix; y: Matrix; rowWeights?: readonly number[] };

/** As in training (masks of kept units, one [rows][units] a dropout layer in turn; batch moments) or as when predicting. */
export type Mode = { training: true; dropoutKeep: readonly Matrix[] } | { training: false };

export type LayerForward =
  | ({ type: 'dense'; name: string } & DenseForward)
  | ({ type: 'dropout' } & DropoutForward)
  | ({ type: 'batchNorm'; name: string } & BatchNormForward);

/** Everything that happened on the way: every z, a and slope, and the loss taken apart. */
export type Forward = {
  layout: Layout;
  layers: LayerForward[];
  output: OutputForward;
  loss: {
    rows: number[];
    /** Sum of weight times loss over the number of rows. */
    weightedMean: number;
    penalty: number;
    total: number;
  };
};

/** One pass through the net in float64. @throws RangeError where a tensor is missing or has another shape */
export function forwardPass(spec: ModelSpec, weights: Weights, batch: Batch, mode: Mode): Forward {
  const layout = layoutOf(spec);
  const masks = mode.training ? [...mode.dropoutKeep] : [];
  const layers: LayerForward[] = [];
  let value = batch.x;
  for (const layer of layout.layers) {
    const made = layerForward(layer, weights, value, mode.training, masks);
    layers.push(made);
    value = made.a;
  }
  const kernel = kernelOf(weights, 'output/kernel');
  const bias = vectorOf(weights, 'output/bias');
  const output = outputForward(value, kernel, bias, batch.y, spec.output);
  const rows = output.losses;
  const weighted = rows.map((loss, r) => loss * (batch.rowWeights?.[r] ?? 1));
  const weightedMean = weighted.reduce((sum, loss) => sum + loss, 0) / rows.length;
  const penalty = penaltyOf(layout, weights);
  return {
    layout,
    layers,
    output,
    loss: { rows, weightedMean, penalty, total: weightedMean + penalty },
  };
}

function layerForward(
  layer: Layout['layers'][number],
  weights: Weights,
  input: Matrix,
  training: boolean,
  masks: Matrix[],
): LayerForward {
  if (layer.type === 'dense') {
    const kernel = kernelOf(weights, `${layer.name}/kernel`);
    const bias = vectorOf(weights, `${layer.name}/bias`);
    const made = denseForward(input, kernel, bias, layer.spec.activation);
    return { type: 'dense', name: layer.name, ...made };
  }
  if (layer.type === 'dropout') {
    const keep = training && layer.rate > 0 ? masks.shift() : null;
    if (keep === undefined) throw new RangeError('a dropout layer has no mask');
    return { type: 'dropout', ...dropoutForward(input, keep, layer.rate) };
  }
  const { name, spec } = layer;
  const own = {
    gamma: vectorOf(weights, `${name}/gamma`),
    beta: vectorOf(weights, `${name}/beta`),
  };
  const moving = training
    ? null
    : {
        mean: vectorOf(weights, `${name}/moving_mean`),
        variance: vectorOf(weights, `${name}/moving_variance`),
      };
  return { type: 'batchNorm', name, ...batchNormForward(input, own, spec.epsilon, moving) };
}

export function kernelOf(weights: Weights, name: string): Matrix {
  const tensor = weights.get(name);
  if (tensor === undefined || !isMatrix(tensor)) throw new RangeError(`no kernel ${name}`);
  return tensor;
}

export function vectorOf(weights: Weights, name: string): number[] {
  const tensor = weights.get(name);
  if (tensor === undefined || isMatrix(tensor)) throw new RangeError(`no vector ${name}`);
  return tensor;
}
