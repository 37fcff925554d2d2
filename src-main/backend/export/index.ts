export { readNotebook, writeNotebook } from './notebook-file.ts';
export { samplesIn, type Samples } from './samples.ts';
