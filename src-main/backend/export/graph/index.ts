export { isNumberType } from './categories.ts';
export { onnxFile } from './onnx-file.ts';
export { splitPlan, type PlanSplit } from './plan-split.ts';
