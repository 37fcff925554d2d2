import * as tf from '@tensorflow/tfjs-core';
import type { NeumfShape } from '#shared/recommenders/neumf-shape.ts';
import { sizeOf } from './dense-part.ts';
import type { NeumfWeights } from './neumf-net.ts';

/** A fitted NeuMF with everything that depends on the items alone computed ahead. */
export type NeumfScorer = {
  /** Logits of all items for user rows [n, width]: [n, items]. */
  all(rows: Float32Array): Promise<Float32Array>;
  /** For one user row: logits of items one by one. */
  at(row: Float32Array): ItemLogit;
};

/** Logit of an item; where asked, its gradient by the user row goes into `gradient` [width]. */
export type ItemLogit = (item: number, gradient: Float32Array | null) => number;

/** Hidden values held at once while scoring many users; stays near the processor's cache. */
const hiddenValues = 4_000_000;

export function neumfScorer(shape: NeumfShape, weights: NeumfWeights, items: number): NeumfScorer {
  const parts = new Map<string, Float32Array>();
  let offset = 0;
  for (const item of shape.dense) {
    parts.set(item.name, weights.dense.subarray(offset, offset + sizeOf(item)));
    offset += sizeOf(item);
  }
  const part = (name: string): Float32Array => parts.get(name) ?? new Float32Array(0);
  const { gmf, mlp, width, hidden } = shape;
  const first = hidden.at(0) ?? 0;
  const userKernel = part('user kernel');
  const sides = itemSides(shape, weights.items, items, part);
  const bias = part('output bias')[0]!;
  const output = part('mlp output');

  const kernels = hidden.map((_, layer) => part(`kernel ${layer}`));
  const biases = hidden.map((_, layer) => part(`bias ${layer}`));

  const at = (row: Float32Array): ItemLogit => {
    const side = new Float32Array(first);
    for (let a = 0; a < mlp; a++)
      for (let h = 0; h < first; h++) side[h]! += row[gmf + a]! * userKernel[a * first + h]!;
    const values = hidden.map((units) => new Float32Array(units));
    const slopes = hidden.map((units) => new Float32Array(units));
    return (item, gradient) => {
      let logit = bias;
      for (let a = 0; a < gmf; a++) logit += row[a]! * sides.gmf[item * gmf + a]!;
      if (gradient) for (let a = 0; a < gmf; a++) gradient[a] = sides.gmf[item * gmf + a]!;
      if (first === 0) return logit;
      for (let h = 0; h < first; h++)
        values[0]![h] = Math.max(0, side[h]! + sides.mlp[item * first + h]!);
      for (let layer = 1; layer < hidden.length; layer++)
        denseRelu(values[layer - 1]!, kernels[layer]!, biases[layer]!, values[layer]!);
      const last = values.at(-1)!;
      for (let h = 0; h < last.length; h++) logit += last[h]! * output[h]!;
      if (!gradient) return logit;
      for (let h = 0; h < last.length; h++) slopes.at(-1)![h] = last[h]! > 0 ? output[h]! : 0;
      for (let layer = hidden.length - 1; layer >= 1; layer--)
        slopeBefore(slopes[layer]!, kernels[layer]!, values[layer - 1]!, slopes[layer - 1]!);
      for (let a = 0; a < mlp; a++) {
        let sum = 0;
        for (let h = 0; h < first; h++) sum += userKernel[a * first + h]! * slopes[0]![h]!;
        gradient[gmf + a] = sum;
      }
      return logit;
    };
  };

  /** Logits of some users [n, width] as one tensor. */
  const batch = (rows: tf.Tensor2D): tf.Tensor2D => {
    const n = rows.shape[0];
    const kernel = (name: string, from: number, to: number): tf.Tensor2D =>
      tf.tensor2d(part(name), [from, to]);
    let logits: tf.Tensor2D = tf.fill([n, items], bias);
    if (gmf > 0) {
      const own = tf.slice2d(rows, [0, 0], [n, gmf]);
      const theirs = tf.tensor2d(sides.gmf, [items, gmf]);
      logits = tf.add(logits, tf.matMul(own, theirs, false, true));
    }
    if (first === 0) return logits;
    const own = tf.matMul(tf.slice2d(rows, [0, gmf], [n, mlp]), kernel('user kernel', mlp, first));
    const theirs = tf.tensor3d(sides.mlp, [1, items, first]);
    const sum = tf.relu(tf.add(tf.reshape(own, [n, 1, first]), theirs));
    let values = tf.reshape<tf.Rank.R2>(sum, [n * items, first]);
    for (let layer = 1; layer < hidden.length; layer++)
      values = tf.fused.matMul({
        a: values,
        b: kernel(`kernel ${layer}`, hidden[layer - 1]!, hidden[layer]!),
        bias: tf.tensor1d(part(`bias ${layer}`)),
        activation: 'relu',
      }) as tf.Tensor2D;
    const scored = tf.matMul(values, kernel('mlp output', hidden.at(-1)!, 1));
    return tf.add(logits, tf.reshape(scored, [n, items]));
  };

  return {
    at,
    all: async (rows) => {
      const count = rows.length / width;
      const out = new Float32Array(count * items);
      const most = Math.max(1, Math.floor(hiddenValues / (items * Math.max(1, first))));
      for (let from = 0; from < count; from += most) {
        const n = Math.min(most, count - from);
        const logits = tf.tidy(() =>
          batch(tf.tensor2d(rows.subarray(from * width, (from + n) * width), [n, width])),
        );
        out.set(await logits.data<'float32'>(), from * items);
        logits.dispose();
      }
      return out;
    },
  };
}

/** The items' share of the first layer, its bias included, and the GMF factors times the output weights. */
function itemSides(
  { gmf, mlp, width, hidden }: NeumfShape,
  table: Float32Array,
  items: number,
  part: (name: string) => Float32Array,
): { gmf: Float32Array; mlp: Float32Array } {
  const first = hidden.at(0) ?? 0;
  const factors = new Float32Array(items * gmf);
  const sums = new Float32Array(items * first);
  const [kernel, bias, output] = [part('item kernel'), part('bias 0'), part('gmf output')];
  for (let item = 0; item < items; item++) {
    const row = table.subarray(item * width, (item + 1) * width);
    for (let a = 0; a < gmf; a++) factors[item * gmf + a] = row[a]! * output[a]!;
    const side = sums.subarray(item * first, (item + 1) * first);
    side.set(bias);
    for (let a = 0; a < mlp; a++)
      for (let h = 0; h < first; h++) side[h]! += row[gmf + a]! * kernel[a * first + h]!;
  }
  return { gmf: factors, mlp: sums };
}

function denseRelu(
  input: Float32Array,
  kernel: Float32Array,
  bias: Float32Array,
  out: Float32Array,
): void {
  out.set(bias);
  for (let a = 0; a < input.length; a++) {
    const value = input[a]!;
    if (value === 0) continue;
    for (let h = 0; h < out.length; h++) out[h]! += value * kernel[a * out.length + h]!;
  }
  for (let h = 0; h < out.length; h++) if (out[h]! < 0) out[h] = 0;
}

/** The slope before a layer and the ReLU of its input. */
function slopeBefore(
  slope: Float32Array,
  kernel: Float32Array,
  input: Float32Array,
  out: Float32Array,
): void {
  for (let a = 0; a < input.length; a++) {
    let sum = 0;
    if (input[a]! > 0)
      for (let h = 0; h < slope.length; h++) sum += kernel[a * slope.length + h]! * slope[h]!;
    out[a] = sum;
  }
}
