import { basename } from 'node:path';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { readModelFile } from '#shared/export/model-file.ts';
import { readTextFile, sha256 } from '../lib/index.ts';

const mostBytes = 256 * 2 ** 20;

/** An exported model from a file. Throws what opening and reading a regular file throws, model_unread, model_newer and model_altered. */
export async function openModelFile(path: string, signal: AbortSignal): Promise<ExportedModel> {
  return readModelFile(await readTextFile(path, mostBytes, { signal }), basename(path), sha256);
}
