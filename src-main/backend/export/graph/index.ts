export { isNumberType } from './categories.ts';
export { onnxFile } from './onnx-file.ts';
export { savedModelFile } from './saved-model.ts';
export { splitPlan, type PlanSplit } from './plan-split.ts';
