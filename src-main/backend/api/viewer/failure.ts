import { basename } from 'node:path';
import type { ErrorCode } from '#shared/errors/codes.ts';
import type { ErrorData } from '#shared/errors/index.ts';

/** What failed may be told with a value of the data, so that viewers are not told why. */
export const failureForViewer: ErrorData = { code: 'viewer_failed', params: {} };

/** Of these the parameters are ours, or what the viewer sent. */
const plain: ReadonlySet<ErrorCode> = new Set([
  ...(['role_denied', 'viewer_hidden', 'viewer_small', 'viewer_failed', 'bad_request'] as const),
  ...(['not_found', 'connection_lost'] as const),
]);

/** An error as viewers are told of it: those of the workspace file by its name alone, all others without their reasons. */
export function errorForViewer(error: ErrorData, file: string): ErrorData {
  if (plain.has(error.code)) return error;
  const isOfFile = error.params['file'] === file;
  return isOfFile ? { code: error.code, params: { file: basename(file) } } : failureForViewer;
}
