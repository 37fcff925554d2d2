import type { ModelSpec } from '../model/net/model-spec.ts';
import {
  kernelOf,
  vectorOf,
  type Batch,
  type Forward,
  type LayerForward,
  type Weights,
} from './forward.ts';
import { batchNormBackward, type BatchNormBackward } from './layers/batch-norm.ts';
import { denseBackward, type DenseBackward } from './layers/dense.ts';
import { dropoutBackward } from './layers/dropout.ts';
import { outputBackward } from './layers/output.ts';
import type { Matrix, Tensor } from './matrix.ts';
import { withPenalty } from './penalty.ts';

export type LayerBackward =
  | ({ type: 'dense'; name: string } & DenseBackward)
  | { type: 'dropout'; dA: Matrix; dInput: Matrix }
  | ({ type: 'batchNorm'; name: string } & BatchNormBackward);

/** The way back, every derivative of the total loss kept; `layers` in the order of the net, as in the forward pass. */
export type Backward = {
  output: DenseBackward;
  layers: LayerBackward[];
  /** dL/dx of the features. */
  input: Matrix;
  /** By the names of the trainable tensors, penalties included. */
  gradients: Map<string, Tensor>;
};

/** Backpropagation through a pass made in training: from the output to the input, layer by layer. */
export function backwardPass(
  spec: ModelSpec,
  weights: Weights,
  batch: Batch,
  { layout, layers, output }: Forward,
): Backward {
  const gradients = new Map<string, Tensor>();
  const rows = batch.x.length;
  const rowWeights = batch.x.map((_, r) => (batch.rowWeights?.[r] ?? 1) / rows);
  const kernel = kernelOf(weights, 'output/kernel');
  const last = outputBackward(output, kernel, batch.y, rowWeights, spec.output);
  gradients.set('output/kernel', last.kernel).set('output/bias', last.bias);
  const back: LayerBackward[] = [];
  let dA = last.dInput;
  for (const layer of layers.toReversed()) {
    const made = layerBackward(layer, weights, dA);
    back.unshift(made);
    dA = made.dInput;
    if (made.type === 'dense') {
      gradients.set(`${made.name}/kernel`, made.kernel).set(`${made.name}/bias`, made.bias);
    } else if (made.type === 'batchNorm') {
      gradients.set(`${made.name}/gamma`, made.gamma).set(`${made.name}/beta`, made.beta);
    }
  }
  return {
    output: last,
    layers: back,
    input: dA,
    gradients: withPenalty(layout, weights, gradients),
  };
}

function layerBackward(layer: LayerForward, weights: Weights, dA: Matrix): LayerBackward {
  switch (layer.type) {
    case 'dense': {
      const kernel = kernelOf(weights, `${layer.name}/kernel`);
      return { type: 'dense', name: layer.name, ...denseBackward(layer, kernel, dA) };
    }
    case 'dropout':
      return { type: 'dropout', ...dropoutBackward(layer, dA) };
    case 'batchNorm': {
      const gamma = vectorOf(weights, `${layer.name}/gamma`);
      return { type: 'batchNorm', name: layer.name, ...batchNormBackward(layer, gamma, dA) };
    }
  }
}
