import * as tf from '@tensorflow/tfjs-core';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { RunMetrics } from '#shared/model/run.ts';
import { rocAuc } from '#shared/statistics/auc.ts';
import type { Matrix } from '../../matrix/matrix.ts';
import type { FlatState } from '../step/flat-state.ts';
import { forward, penalty, unflatten } from '../step/forward.ts';
import { labelsFor } from '../step/labels.ts';
import type { Layout } from '#shared/network/layout.ts';
import { isClassifier, outputOf, rowLosses, rowScores } from '../step/losses.ts';

/** Rows whose outputs are computed at once. */
export const evaluationBatch = 2048;

export type ModelTensors = { parameters: tf.Tensor1D; moving: tf.Tensor1D | null };

/** Outputs [n, units] of features [n, inputs]: the only definition, run eagerly or captured. */
export function predictBatch(
  spec: ModelSpec,
  layout: Layout,
  model: ModelTensors,
  x: tf.Tensor2D,
): tf.Tensor2D {
  return outputOf(logitsOf(spec, layout, model, x), spec.output);
}

/** Loss, score and first output of each row, [3, n], without class weights or penalties. */
export function evaluateBatch(
  spec: ModelSpec,
  layout: Layout,
  model: ModelTensors,
  x: tf.Tensor2D,
  y: tf.Tensor2D,
): tf.Tensor2D {
  const labels = labelsFor(y, spec.output);
  const logits = logitsOf(spec, layout, model, x);
  const first = tf.slice(logits, [0, 0], [x.shape[0], 1]);
  return tf.stack([
    rowLosses(logits, labels, spec.output),
    rowScores(logits, labels, spec.output),
    tf.reshape(first, [x.shape[0]]),
  ]) as tf.Tensor2D;
}

function logitsOf(
  spec: ModelSpec,
  layout: Layout,
  model: ModelTensors,
  x: tf.Tensor2D,
): tf.Tensor2D {
  const weights = unflatten(model.parameters, layout.trainable);
  const moving = model.moving ? unflatten(model.moving, layout.moving) : [];
  return forward(spec, layout, weights, moving, x, null);
}

/** Computes outputs or row results of up to `evaluationBatch` rows; made once per model shape. */
export type BatchEvaluator = {
  load(state: FlatState): void;
  predict(x: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array>;
  /** [3, n] as `evaluateBatch` gives it. */
  evaluate(matrix: Matrix, rows: Int32Array): Promise<Float32Array>;
  dispose(): void;
};

/** Metrics over rows, in batches; `pause` is awaited between them and may throw to give up. */
export async function evaluateRows(
  spec: ModelSpec,
  layout: Layout,
  evaluator: BatchEvaluator,
  state: FlatState,
  matrix: Matrix,
  rows: Int32Array,
  pause: () => Promise<void>,
): Promise<RunMetrics> {
  evaluator.load(state);
  const firsts = new Float32Array(rows.length);
  let loss = 0;
  let score = 0;
  for (let start = 0; start < rows.length; start += evaluationBatch) {
    const part = rows.subarray(start, start + evaluationBatch);
    const values = await evaluator.evaluate(matrix, part);
    for (let i = 0; i < part.length; i++) {
      loss += values[i] ?? NaN;
      score += values[part.length + i] ?? NaN;
    }
    firsts.set(values.subarray(2 * part.length, 3 * part.length), start);
    await pause();
  }
  const extra = await penaltyOf(layout, state);
  return metricsOf(spec, loss / rows.length + extra, score / rows.length, () =>
    rocAuc(firsts, (at) => matrix.y[rows[at]!]! > 0.5),
  );
}

/** Loss, then what fits the task: accuracy (and AUC for one yes-or-no unit) or mean absolute error. */
export function metricsOf(
  spec: ModelSpec,
  loss: number,
  score: number,
  auc?: () => number | null,
): RunMetrics {
  if (!isClassifier(spec.output)) return { loss, mae: score };
  const area = spec.output.units === 1 ? (auc?.() ?? null) : null;
  return { loss, accuracy: score, ...(area === null ? {} : { auc: area }) };
}

async function penaltyOf(layout: Layout, state: FlatState): Promise<number> {
  const penalised = layout.layers.some(
    (layer) => layer.type === 'dense' && (layer.spec.l1 > 0 || layer.spec.l2 > 0),
  );
  if (!penalised) return 0;
  const sum = tf.tidy(() => {
    const weights = unflatten(tf.tensor1d(state.parameters.slice()), layout.trainable);
    return penalty(layout, weights) ?? tf.scalar(0);
  });
  const [value = 0] = await sum.data<'float32'>();
  sum.dispose();
  return value;
}
