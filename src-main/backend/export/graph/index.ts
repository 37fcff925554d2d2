export { isNumberType } from './categories.ts';
export { featureGraph } from './features.ts';
export { networkGraph } from './network.ts';
export { OnnxGraph } from './onnx-graph.ts';
export { onnxPrimitives } from './onnx.ts';
