export { likeliest } from './classification.ts';
export { evaluatePart } from './evaluation.ts';
export { predictPart, type Network, type Predictor } from './predictions.ts';
export { rankingScores } from './ranking.ts';
export { numberMetrics } from './regression.ts';
export { rowsBehind } from './rows-behind.ts';
export { packPredictions, unpackPredictions } from './stored-predictions.ts';
export { countTestLooks, noteTestLook } from './test-looks.ts';
export { atThreshold } from './threshold.ts';
