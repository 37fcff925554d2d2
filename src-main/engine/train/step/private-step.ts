import * as tf from '@tensorflow/tfjs-core';
import type { Layout } from '#shared/network/layout.ts';
import { flatten, forward, penalty, unflatten } from './forward.ts';
import { rowLosses, rowScores } from './losses.ts';
import {
  weightsOf,
  type StepInput,
  type StepNoise,
  type StepPlan,
  type StepResult,
  type StepState,
} from './step.ts';

export type PrivateInput = StepInput & {
  /** 1 for a row that was drawn, 0 for a place that was not filled: [n]. */
  drawn: tf.Tensor1D;
  /** Standard normal numbers, [parameters + 2]. */
  normal: tf.Tensor1D;
};

/** Losses and absolute errors above count as this. */
const mostMeasured = 4;
/** Share of the clipping norm that each of loss and score may add to a row's vector: the curve costs 1% of noise. */
const measured = 0.1;

/** Numbers of noise that a step needs. */
export function normalsOf({ trainableSize }: Layout): number {
  return trainableSize + 2;
}

/**
 * A step of DP-SGD (Abadi et al., Deep Learning with Differential Privacy, 2016): every row's gradient is scaled down to `clip`, the
 * sum is noised and divided by the expected batch. Loss and score are two more places of that vector, so that the curve is covered by the
 * same noise. A row's gradient of a dense layer is the product of its input a and the gradient d of its output, so its squared norm is
 * (|a|^2 + 1) |d|^2 and no gradient of a single row is ever made (Goodfellow 2015). Penalties depend on no row and are added after.
 */
export function privateStep(
  plan: StepPlan,
  noise: StepNoise,
  state: StepState,
  input: PrivateInput,
): StepResult {
  const { layout, spec } = plan;
  const rows = input.x.shape[0];
  const weights = unflatten(state.parameters, layout.trainable);
  const inputs: tf.Tensor[] = [];
  const kept: { losses: tf.Tensor1D | null; logits: tf.Tensor2D | null } = {
    losses: null,
    logits: null,
  };
  const { grads } = tf.valueAndGrads((...shifts: tf.Tensor[]) => {
    let dense = 0;
    const logits = forward(spec, layout, weights, [], input.x, {
      draws: input.draws,
      onMoving: () => undefined,
      onDense: (taken, linear) => {
        inputs.push(tf.keep(tf.clone(taken)));
        return tf.add(linear, shifts[dense++]!);
      },
    });
    const losses = rowLosses(logits, input.y, spec.output);
    kept.losses = tf.keep(tf.clone(losses));
    kept.logits = tf.keep(tf.clone(logits));
    const weighted = plan.classWeights
      ? tf.mul(losses, weightsOf(input.y, plan.classWeights))
      : losses;
    return tf.sum(weighted);
  })(denseUnits(plan).map((units) => tf.zeros([rows, units])));

  const squares = grads.map((slope, at) =>
    tf.mul(tf.add(tf.sum(tf.square(inputs[at]!), 1), 1), tf.sum(tf.square(slope), 1)),
  );
  const norms = tf.sqrt(squares.reduce((sum, one) => tf.add(sum, one)));
  const factors = tf.mul(input.drawn, tf.div(noise.clip, tf.maximum(norms, noise.clip)));
  const column = tf.reshape(factors, [rows, 1]);
  const sums = grads.flatMap((slope, at) => {
    const scaled = tf.mul(slope, column);
    return [tf.matMul(inputs[at]!, scaled, true), tf.sum(scaled, 0)];
  });

  const losses = kept.losses ?? input.drawn;
  const scores = rowScores(kept.logits ?? input.y, input.y, spec.output);
  const unit = (noise.clip * measured) / mostMeasured;
  const measure = (values: tf.Tensor): tf.Tensor =>
    tf.mul(tf.sum(tf.mul(tf.clipByValue(values, 0, mostMeasured), input.drawn)), unit);
  const vector = flatten([...inOrder(layout, sums), measure(losses), measure(scores)]);
  const deviation = noise.multiplier * noise.clip * Math.sqrt(1 + 2 * measured ** 2);
  const noised = tf.div<tf.Tensor1D>(tf.add(vector, tf.mul(input.normal, deviation)), noise.batch);

  const size = layout.trainableSize;
  const extra = penaltyGradient(layout, weights);
  const clipped = tf.slice(noised, [0], [size]);
  const gradient = extra ? tf.add<tf.Tensor1D>(clipped, extra) : clipped;
  const { parameters, slots } = plan.rule.apply(
    state.parameters,
    gradient,
    state.slots,
    input.rates,
  );
  const metrics = tf.div<tf.Tensor1D>(tf.slice(noised, [size], [2]), unit);
  kept.losses?.dispose();
  kept.logits?.dispose();
  for (const tensor of inputs) tensor.dispose();
  return {
    state: { parameters, slots, moving: null, gradient: state.gradient ? gradient : null },
    metrics,
  };
}

/** Units of each dense layer, the output last. */
function denseUnits({ layout, spec }: StepPlan): number[] {
  return [
    ...layout.layers.flatMap((layer) => (layer.type === 'dense' ? [layer.spec.units] : [])),
    spec.output.units,
  ];
}

/** Kernels and biases as the flat vector has them: they come layer by layer. */
function inOrder(layout: Layout, sums: readonly tf.Tensor[]): readonly tf.Tensor[] {
  if (sums.length !== layout.trainable.length)
    throw new Error('only dense layers have private steps');
  return sums;
}

function penaltyGradient(layout: Layout, weights: readonly tf.Tensor[]): tf.Tensor1D | null {
  const penalised = layout.layers.some(
    (layer) => layer.type === 'dense' && (layer.spec.l1 > 0 || layer.spec.l2 > 0),
  );
  if (!penalised) return null;
  // A weight that no penalty depends on has a gradient of 0, and tfjs asks for a dependence.
  const zero = (tensors: tf.Tensor[]): tf.Tensor =>
    tensors.reduce<tf.Tensor>((sum, one) => tf.add(sum, tf.mul(tf.sum(one), 0)), tf.scalar(0));
  const total = (...tensors: tf.Tensor[]): tf.Tensor =>
    tf.add(penalty(layout, tensors) ?? tf.scalar(0), zero(tensors));
  return flatten(tf.grads(total)([...weights]));
}
