import type { FilePreview } from '#shared/contract/files.ts';
import type { ImportRequest } from './messages.ts';
import { runParser } from './run-parser.ts';

/** The beginning of a file as it would be imported with these options. Throws `file_*`. */
export function previewFile(request: ImportRequest, rows: number): Promise<FilePreview> {
  return runParser({ ...request, mode: { previewRows: rows } }, undefined, (message) =>
    message.type === 'preview' ? message.preview : undefined,
  );
}
