export { modelRef, type ModelRef } from './model-ref.ts';
export { Recommending, type FitEngine, type FittedModel } from './recommending.ts';
export { decodeState, encodeState } from './tensor-codec.ts';
