export { columnMissing, columnPlace } from './column-missing.ts';
export { errorData, type ErrorData } from './error-data.ts';
export { choices, nearest } from './nearest.ts';
export { PortraitError, errorText, toErrorData } from './portrait-error.ts';
