export { checkClassWeights } from './class-weights.ts';
export type { EncodedChunk } from './engine-run.ts';
export type { FitJob } from './fit.ts';
export { runTable } from './run-table.ts';
export { Training } from './training.ts';
export { keptWeights } from './kept-weights.ts';
