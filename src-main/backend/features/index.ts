export { encodedChunks, encodedPage, encodedPart, partRows, splitRows } from './encoded.ts';
export { fitFeatures } from './fit.ts';
export { rawRows, type Stored } from './raw-rows.ts';
export { tableSource } from './table-source.ts';
