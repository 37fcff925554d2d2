export { commonestValues, distinctValues, eachValue } from './column-values.ts';
export { keepSummary, keptSummary } from './kept-summaries.ts';
export { columnsPerPiece, pieceNames, quoted, sourceOf } from './names.ts';
export { PieceRows } from './piece-rows.ts';
export { TableStore } from './table-store.ts';
export type { TableWriter } from './table-writer.ts';
