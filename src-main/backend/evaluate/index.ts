export { evaluatePart } from './evaluation.ts';
export { rowsBehind } from './rows-behind.ts';
export { packPredictions, unpackPredictions } from './stored-predictions.ts';
export { countTestLooks, noteTestLook } from './test-looks.ts';
export { atThreshold } from './threshold.ts';
