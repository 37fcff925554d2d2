export { errorData, type ErrorData } from './error-data.ts';
export { PortraitError, errorText, toErrorData } from './portrait-error.ts';
