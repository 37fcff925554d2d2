import type { Activation } from '#shared/model/net/model-spec.ts';
import { activations } from '#shared/network/activations.ts';
import type { LayerBackward } from '#shared/network/backward.ts';
import { kernelOf, vectorOf, type LayerForward } from '#shared/network/forward.ts';
import { entrywise, type Matrix } from '#shared/network/matrix.ts';
import type { Walk } from '../walk.ts';

/** What stands between a layer of neurons and the next: masks and normalisation. */
export type After = Extract<LayerForward, { type: 'dropout' | 'batchNorm' }>;

type Common = {
  /** Position in the net from 0, the inputs; also the superscript of the layer. */
  at: number;
  units: number;
  /** What the next layer is fed, [rows][units]. */
  out: Matrix;
  after: readonly After[];
  /** dL/d out of each row's own loss: what comes back over all paths. */
  dOut: Matrix;
};

/** A layer of neurons; dA and delta are of each row's own loss, gradients are means over the rows, as they are used. */
export type NeuronColumn = Common & {
  kind: 'hidden' | 'output';
  name: string;
  activation: Activation | 'softmax';
  input: Matrix;
  z: Matrix;
  a: Matrix;
  /** Null for a softmax, whose outputs depend on all z of the row. */
  slope: Matrix | null;
  dA: Matrix;
  delta: Matrix;
  kernel: Matrix;
  bias: number[];
  l1: number;
  l2: number;
};
export type InputColumn = Common & { kind: 'input' };
export type NetColumn = InputColumn | NeuronColumn;

export function isNeurons(column: NetColumn | undefined): column is NeuronColumn {
  return column !== undefined && column.kind !== 'input';
}

/** The net as columns of units, from the inputs to the output. */
export function netColumns({ input, trace, rules, state }: Walk): NetColumn[] {
  const { forward, backward } = trace;
  const rows = input.batch.x.length;
  const own = (matrix: Matrix): Matrix => entrywise((d) => d * rows, matrix);
  const columns: NetColumn[] = [
    {
      ...{ at: 0, kind: 'input', units: rules.spec.inputs, out: input.batch.x },
      ...{ after: [], dOut: own(backward.input) },
    },
  ];
  forward.layers.forEach((layer, l) => {
    const back = backward.layers[l];
    const plan = forward.layout.layers[l];
    const before = columns.at(-1);
    if (layer.type !== 'dense') {
      if (before)
        columns.splice(-1, 1, { ...before, out: layer.a, after: [...before.after, layer] });
      return;
    }
    if (back?.type !== 'dense' || plan?.type !== 'dense') return;
    columns.push({
      ...{ at: columns.length, kind: 'hidden', name: layer.name, units: plan.spec.units },
      ...{ activation: plan.spec.activation, input: layer.input, z: layer.z, a: layer.a },
      ...{ slope: layer.slope, out: layer.a, after: [], l1: plan.spec.l1, l2: plan.spec.l2 },
      ...{ dA: own(back.dA), delta: own(back.delta), dOut: own(dOutOf(backward.layers, l)) },
      kernel: kernelOf(state.weights, `${layer.name}/kernel`),
      bias: vectorOf(state.weights, `${layer.name}/bias`),
    });
  });
  const { activation, units } = rules.spec.output;
  const { z, a } = forward.output;
  const slope = activation === 'softmax' ? null : entrywise(activations[activation].slope, z, a);
  const dA = own(backward.output.dA);
  columns.push({
    ...{ at: columns.length, kind: 'output', name: 'output', units, activation, z, a, slope, dA },
    ...{ input: forward.output.input, out: a, after: [], dOut: dA, l1: 0, l2: 0 },
    delta: own(backward.output.delta),
    kernel: kernelOf(state.weights, 'output/kernel'),
    bias: vectorOf(state.weights, 'output/bias'),
  });
  return columns;

  /** What comes back to a dense layer's own outputs before masks and normalisation take their part. */
  function dOutOf(layers: readonly LayerBackward[], l: number): Matrix {
    const next = layers.findIndex((layer, index) => index > l && layer.type === 'dense');
    const found = next < 0 ? backward.output : layers[next];
    return found && 'dInput' in found ? found.dInput : [];
  }
}
