export { dropResults } from './drop-results.ts';
export { erasureMark, noteSuppressed } from './note-erasure.ts';
export {
  forgetAttempts,
  moveResult,
  resultRows,
  rewriteIngredients,
  rewriteRuns,
} from './rewrite-results.ts';
export {
  countsWhere,
  firstNumbersWhere,
  rowNumbersOf,
  rowsWhere,
  textsOnlyWhere,
  valuesOfNumbers,
} from './rows-where.ts';
export { tablesIn } from './stored-tables.ts';
export { takeOutRows } from './take-out-rows.ts';
