import * as tf from '@tensorflow/tfjs-core';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import {
  evaluateBatch,
  predictBatch,
  type BatchEvaluator,
  type ModelTensors,
} from './evaluator.ts';
import type { Layout } from '#shared/network/layout.ts';

/** Evaluates operation by operation, on any runtime. */
export function eagerEvaluator(spec: ModelSpec, layout: Layout): BatchEvaluator {
  let model: ModelTensors | null = null;
  const release = (): void => {
    if (model) tf.dispose([model.parameters, ...(model.moving ? [model.moving] : [])]);
    model = null;
  };
  const loaded = (): ModelTensors => {
    if (!model) throw new Error('no weights are loaded');
    return model;
  };
  const read = async (compute: () => tf.Tensor): Promise<Float32Array> => {
    const result = tf.tidy(compute);
    const values = await result.data<'float32'>();
    result.dispose();
    return values;
  };
  return {
    load(state) {
      release();
      model = {
        parameters: tf.tensor1d(state.parameters.slice()),
        moving: state.moving.length > 0 ? tf.tensor1d(state.moving.slice()) : null,
      };
    },
    predict(x, rows) {
      return read(() => predictBatch(spec, layout, loaded(), tf.tensor2d(x, [rows, spec.inputs])));
    },
    evaluate(matrix, rows) {
      const { x, y } = matrix.gather(rows);
      return read(() =>
        evaluateBatch(
          spec,
          layout,
          loaded(),
          tf.tensor2d(x, [rows.length, spec.inputs]),
          tf.tensor2d(y, [rows.length, matrix.targets]),
        ),
      );
    },
    dispose: release,
  };
}
