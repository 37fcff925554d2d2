export { readNotebook, writeNotebook } from './notebook-file.ts';
export { samplesIn, type Samples } from './samples.ts';
export { builtAssets, createExporting, type Exporting, type ExportRequest } from './exporting.ts';
