export { isNumberType } from './categories.ts';
export { onnxFile } from './onnx-file.ts';
export { OnnxGraph } from './onnx-graph.ts';
export { savedModelFile } from './saved-model.ts';
export { splitPlan, type PlanSplit } from './plan-split.ts';
