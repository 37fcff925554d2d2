import * as tf from '@tensorflow/tfjs-core';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import { captureByShape } from '../../capture/capture-by-shape.ts';
import type { NativeBackend } from '../../runtime/runtime.ts';
import {
  evaluateBatch,
  predictBatch,
  type BatchEvaluator,
  type ModelTensors,
} from './evaluator.ts';
import type { Layout } from '#shared/network/layout.ts';
import { matrixTensors } from '../matrix-tensors.ts';

/** Evaluates by replay: one native call a batch. */
export function replayEvaluator(
  native: NativeBackend,
  spec: ModelSpec,
  layout: Layout,
): BatchEvaluator {
  const modelOf = (parameters: tf.Tensor, moving: tf.Tensor | undefined): ModelTensors => ({
    parameters: tf.reshape<tf.Rank.R1>(parameters, [layout.trainableSize]),
    moving: moving ? tf.reshape<tf.Rank.R1>(moving, [layout.movingSize]) : null,
  });
  const predictor = captureByShape(
    native,
    ([x, parameters, moving]) => [
      predictBatch(spec, layout, modelOf(given(parameters), moving), matrixOf(given(x))),
    ],
    'interpreted',
  );
  const evaluator = captureByShape(
    native,
    ([allX, allY, chosen, parameters, moving]) => {
      const rows = tf.reshape<tf.Rank.R1>(given(chosen), [given(chosen).size]);
      const x = matrixOf(tf.gather(given(allX), rows));
      const y = matrixOf(tf.gather(given(allY), rows));
      return [evaluateBatch(spec, layout, modelOf(given(parameters), moving), x, y)];
    },
    'interpreted',
  );
  let weights: tf.Tensor[] = [];
  const release = (): void => {
    tf.dispose(weights);
    weights = [];
  };
  const read = ([result]: tf.Tensor[]): Promise<Float32Array> => {
    const values = given(result).dataSync<'float32'>();
    result?.dispose();
    return Promise.resolve(values);
  };
  return {
    load(state) {
      release();
      weights = [tf.tensor1d(state.parameters.slice())];
      if (state.moving.length > 0) weights.push(tf.tensor1d(state.moving.slice()));
    },
    predict(values, rows) {
      const x = tf.tensor2d(values, [rows, spec.inputs]);
      const output = read(predictor.run([x, ...weights]));
      x.dispose();
      return output;
    },
    evaluate(matrix, rows) {
      const { x, y } = matrixTensors(matrix);
      const chosen = tf.tensor1d(rows.slice(), 'int32');
      const output = read(evaluator.run([x, y, chosen, ...weights]));
      chosen.dispose();
      return output;
    },
    dispose() {
      release();
      predictor.dispose();
      evaluator.dispose();
    },
  };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('an input is missing');
  return value;
}

function matrixOf(tensor: tf.Tensor): tf.Tensor2D {
  const [rows = 0, columns = 0] = tensor.shape;
  return tf.reshape<tf.Rank.R2>(tensor, [rows, columns]);
}
