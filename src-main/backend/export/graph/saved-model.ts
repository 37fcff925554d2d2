import type { ExportedModel } from '#shared/export/exported-model.ts';
import { encodeSavedModel } from '#shared/model-files/tensorflow-graph.ts';
import { modelGraph } from './model-graph.ts';
import type { PlanSplit } from './plan-split.ts';
import { TensorFlowGraph } from './tensorflow-graph.ts';
import { tensorFlowPrimitives } from './tensorflow.ts';

/**
 * A model as the `saved_model.pb` of a SavedModel without variables: signature `serving_default` with an input [N] a column.
 * Hash tables fill when it is loaded. `withFeatures` adds the encoded features as an output, to be compared.
 * @throws PortraitError as `featureGraph`
 */
export function savedModelFile(
  model: ExportedModel,
  split: PlanSplit,
  withFeatures = false,
): Uint8Array<ArrayBuffer> {
  const made = new TensorFlowGraph();
  const { features, outputs } = modelGraph(tensorFlowPrimitives(made), model, split);
  const dtypes = { float: 'float32', double: 'float64', string: 'string' } as const;
  for (const { name, value, type, width } of outputs)
    made.output(name, value, dtypes[type], width === null ? [-1] : [-1, width]);
  if (withFeatures) made.output('features', features, 'float32', [-1, model.prep.features.length]);
  const { graph, initialiser } = made.finish();
  const { inputs } = made;
  // What TensorFlow 2 looks for to run once after loading.
  const filling = { name: '__saved_model_init_op', tensor: initialiser, type: 0, shape: [] };
  return encodeSavedModel(graph, [
    {
      ...{ key: 'serving_default', method: 'tensorflow/serving/predict' },
      ...{ inputs, outputs: made.outputs },
    },
    { key: '__saved_model_init_op', method: '', inputs: [], outputs: [filling] },
  ]);
}
