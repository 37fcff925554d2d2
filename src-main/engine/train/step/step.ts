import * as tf from '@tensorflow/tfjs-core';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { AtLeast } from '../../random/graph-random.ts';
import { flatten, forward, penalty, unflatten } from './forward.ts';
import type { Layout } from '#shared/network/layout.ts';
import { rowLosses, rowScores } from './losses.ts';
import type { OptimizerRule } from './optimizers.ts';

/** A training step with everything about it that does not change from step to step. */
export type StepPlan = {
  spec: ModelSpec;
  layout: Layout;
  rule: OptimizerRule;
  clipNorm: number | null;
  /** One weight per class, or null. For one sigmoid unit: [of 0, of 1]. */
  classWeights: readonly number[] | null;
  /** Absent from a step that promises nothing. */
  noise?: StepNoise;
};

/** What a private step is bounded and noised by. */
export type StepNoise = {
  /** Largest norm of a row's gradient. */
  clip: number;
  /** Standard deviation of the noise over the sensitivity. */
  multiplier: number;
  /** Rows a step has on average: sums are divided by it, as how many there are is hidden too. */
  batch: number;
};

/** All a step changes, as flat vectors. `moving` is empty without batch normalisation. */
export type StepState = {
  parameters: tf.Tensor1D;
  slots: tf.Tensor1D[];
  moving: tf.Tensor1D | null;
  /** Gradient of the last step, after clipping; kept for histograms only. */
  gradient: tf.Tensor1D | null;
};

export type StepInput = {
  x: tf.Tensor2D;
  /** [n, units] */
  y: tf.Tensor2D;
  rates: [tf.Scalar, tf.Scalar];
  /** As `dropoutNeeds` asks for. */
  draws: AtLeast | null;
};

/** Loss and score (right answers, or absolute error) of a step, each a mean over its rows: [2]. */
export type StepResult = { state: StepState; metrics: tf.Tensor1D };

/** One optimiser step: the only definition, run eagerly or captured. Disposes nothing it is given. */
export function trainStep(plan: StepPlan, state: StepState, input: StepInput): StepResult {
  const { layout } = plan;
  const weights = unflatten(state.parameters, layout.trainable);
  const moving = state.moving ? unflatten(state.moving, layout.moving) : [];
  const kept: { logits: tf.Tensor2D | null; moving: tf.Tensor[] } = { logits: null, moving: [] };
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    const logits = forward(plan.spec, layout, tensors, moving, input.x, {
      draws: input.draws,
      onMoving: (after) => {
        kept.moving = after.map((tensor) => tf.keep(tf.clone(tensor)));
      },
    });
    kept.logits = tf.keep(tf.clone(logits));
    const rows = rowLosses(logits, input.y, plan.spec.output);
    const weighted = plan.classWeights ? tf.mul(rows, weightsOf(input.y, plan.classWeights)) : rows;
    const mean = tf.mean(weighted);
    const extra = penalty(layout, tensors);
    return extra ? tf.add(mean, extra) : mean;
  })(weights);
  const gradient = clip(flatten(grads), plan.clipNorm);
  const { parameters, slots } = plan.rule.apply(
    state.parameters,
    gradient,
    state.slots,
    input.rates,
  );
  const score = tf.mean(rowScores(kept.logits ?? input.y, input.y, plan.spec.output));
  const metrics = tf.concat1d([tf.reshape(value, [1]), tf.reshape(score, [1])]);
  const movingAfter = state.moving ? flatten(kept.moving) : null;
  kept.logits?.dispose();
  for (const tensor of kept.moving) tensor.dispose();
  return {
    state: {
      parameters,
      slots,
      moving: movingAfter,
      gradient: state.gradient ? gradient : null,
    },
    metrics,
  };
}

/** Scales the gradient down to a global norm of at most `norm`. */
function clip(gradient: tf.Tensor1D, norm: number | null): tf.Tensor1D {
  if (norm === null) return gradient;
  const length = tf.sqrt(tf.sum(tf.square(gradient)));
  return tf.mul(gradient, tf.div(norm, tf.maximum(length, norm)));
}

/** Weight of each row by its class, [n]. */
export function weightsOf(y: tf.Tensor2D, weights: readonly number[]): tf.Tensor1D {
  const [of0 = 1, of1 = 1] = weights;
  if (y.shape[1] === 1) {
    return tf.reshape(tf.add(tf.mul(y, of1 - of0), of0), [y.shape[0]]);
  }
  return tf.sum(tf.mul(y, tf.tensor1d([...weights])), 1);
}
