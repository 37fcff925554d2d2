export { encodedChunks, encodedPage, encodedPart, partRows, splitRows } from './encoded.ts';
export { fitFeatures, fitOn } from './fit.ts';
export { scanLabel, type LabelScan } from './fit-label.ts';
export { rawRows, type Stored } from './raw-rows.ts';
export { tableSource } from './table-source.ts';
export { createKeyCodes, partCode } from './split.ts';
export { readSplitTimes } from './split-times.ts';
export type { TableSource } from './table-source.ts';
