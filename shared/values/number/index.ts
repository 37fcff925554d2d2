export {
  formatExample,
  numberFormats,
  plainReading,
  type NumberFormat,
  type NumberReading,
} from './number-format.ts';
export {
  decidedReading,
  decimalHint,
  newNumberEvidence,
  observePlain,
  observeSpelled,
  type DecimalHint,
  type NumberEvidence,
} from './number-evidence.ts';
export { observeNumberText } from './observe-text.ts';
export { numberForm, NumberReader, type NumberForm } from './number-reader.ts';
export { readNumber, readPlainNumber, readSpelled } from './read-number.ts';
export { spelledNumber } from './spelled-number.ts';
