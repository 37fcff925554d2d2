import type { Activation } from '../model/net/model-spec.ts';
import { activations } from '../network/activations.ts';
import { kernelOf, vectorOf } from '../network/forward.ts';
import { at, entry, entrywise, type Matrix } from '../network/matrix.ts';
import type { Trace } from './trace.ts';

/**
 * A layer of neurons, hidden or last, with its numbers there and back; [rows][units]. dA and delta are of each row's own
 * loss, that is, times the rows of the batch.
 */
export type UnitLayer = {
  name: string;
  /** Among the layers of neurons, from 0. */
  index: number;
  last: boolean;
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
  nextKernel: Matrix;
  l2: number;
};

const known = new WeakMap<Trace, UnitLayer[]>();

/** The layers of neurons of a step, from the first hidden one to the output. */
export function unitLayers(trace: Trace): UnitLayer[] {
  const made = known.get(trace) ?? madeLayers(trace);
  known.set(trace, made);
  return made;
}

function madeLayers(trace: Trace): UnitLayer[] {
  const { pass, back, batch, weights, next } = trace;
  const rows = batch.x.length;
  const own = (matrix: Matrix): Matrix => entrywise((d) => d * rows, matrix);
  const made: UnitLayer[] = [];
  for (const [l, layer] of pass.layers.entries()) {
    const plan = pass.layout.layers[l];
    const way = back.layers[l];
    if (layer.type !== 'dense' || plan?.type !== 'dense' || way?.type !== 'dense') continue;
    const { name, input, z, a, slope } = layer;
    const { activation, l2 } = plan.spec;
    const kernel = kernelOf(weights, `${name}/kernel`);
    const nextKernel = kernelOf(next.weights, `${name}/kernel`);
    const bias = vectorOf(weights, `${name}/bias`);
    const [dA, delta] = [own(way.dA), own(way.delta)];
    const index = made.length;
    made.push({
      ...{ name, index, last: false, activation, input, z, a, slope, dA, delta },
      ...{ kernel, bias, nextKernel, l2 },
    });
  }
  const { input, z, a } = pass.output;
  const { activation } = trace.spec.output;
  made.push({
    ...{ name: 'output', index: made.length, last: true, activation, input, z, a },
    slope: activation === 'softmax' ? null : entrywise(activations[activation].slope, z, a),
    dA: own(back.output.dA),
    delta: own(back.output.delta),
    kernel: kernelOf(weights, 'output/kernel'),
    bias: vectorOf(weights, 'output/bias'),
    nextKernel: kernelOf(next.weights, 'output/kernel'),
    l2: 0,
  });
  return made;
}

/** What of each unit of the next layer flows back into a unit: w delta, the same with its dL/da for delta, and with the new w. */
export type Paths = { right: number[]; nextSlopeMissing: number[]; newWeights: number[] };

/**
 * The paths by which a unit's output reaches the loss, dropout's factor in them; null where batch normalisation stands
 * between, since there every row reaches every other.
 */
export function pathsInto(trace: Trace, layer: UnitLayer, row: number, unit: number): Paths | null {
  const next = unitLayers(trace)[layer.index + 1];
  const factor = factorBetween(trace, layer.name, row, unit);
  if (next === undefined || factor === null) return null;
  const times = (kernel: Matrix, signal: Matrix): number[] =>
    (signal[row] ?? []).map((d, k) => d * at(kernel, unit, k) * factor);
  return {
    right: times(next.kernel, next.delta),
    nextSlopeMissing: times(next.kernel, next.dA),
    newWeights: times(next.nextKernel, next.delta),
  };
}

function factorBetween(trace: Trace, name: string, row: number, unit: number): number | null {
  const from = trace.pass.layers.findIndex(
    (layer) => layer.type === 'dense' && layer.name === name,
  );
  let factor = 1;
  for (const layer of trace.pass.layers.slice(from + 1)) {
    if (layer.type === 'dense') break;
    if (layer.type === 'batchNorm') return null;
    factor *= entry(layer.factor[row] ?? [], unit);
  }
  return factor;
}
