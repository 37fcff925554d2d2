import type { ExportedModel } from '#shared/export/exported-model.ts';
import { encodeOnnx, type OnnxValue } from '#shared/model-files/onnx-model.ts';
import { modelGraph } from './model-graph.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { onnxPrimitives } from './onnx.ts';
import type { PlanSplit } from './plan-split.ts';

/**
 * A model as one ONNX file: a named input [N, 1] a column (float64 with NaN for missing, text with '' for missing).
 * `withFeatures` adds the encoded features as an output, to be compared.
 * @throws PortraitError as `featureGraph`
 */
export function onnxFile(
  model: ExportedModel,
  split: PlanSplit,
  withFeatures = false,
): Uint8Array<ArrayBuffer> {
  const graph = new OnnxGraph(freePrefix(split.columns));
  const { features, outputs } = modelGraph(onnxPrimitives(graph), model, split);
  for (const { name, value, type, width } of outputs) {
    const shape: OnnxValue['shape'] = width === null ? ['N'] : ['N', width];
    graph.output(name, value, type, shape);
  }
  if (withFeatures) graph.output('features', features, 'float', ['N', model.prep.features.length]);
  const { nodes, constants, inputs } = graph;
  const metadata = [
    ['name', model.name],
    ['label', model.prep.label.column],
    ['classes', JSON.stringify(model.prep.label.classes)],
    ['threshold', String(model.decision?.threshold ?? '')],
    ['weights_sha256', model.source.weightsHash],
  ] as const;
  return encodeOnnx({
    nodes,
    constants,
    inputs,
    outputs: graph.outputs,
    doc: model.name,
    metadata,
  });
}

/** What no column's name begins with: inputs and inner values share their names. */
function freePrefix(columns: PlanSplit['columns'], prefix = '/'): string {
  const isTaken = columns.some(({ name }) => name.startsWith(prefix));
  return isTaken ? freePrefix(columns, `${prefix}/`) : prefix;
}
