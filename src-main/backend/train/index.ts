export { checkClassWeights } from './class-weights.ts';
export type { FitJob } from './fit.ts';
export { Training } from './training.ts';
export { keptWeights } from './kept-weights.ts';
