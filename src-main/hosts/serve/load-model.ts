import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { readModelFile } from '#shared/export/model-file.ts';

/** The file of a model inside the folder of an export. */
const modelName = 'model.json';
const mostBytes = 2 ** 30;

/** Reads an exported model, given its file or the folder around it. Throws file_missing, file_too_large and `model_*`. */
export function loadModel(path: string): ExportedModel {
  const file = fileOf(path);
  const { size } = statSync(file);
  if (size > mostBytes)
    throw new PortraitError('file_too_large', { file, megabytes: mostBytes / 2 ** 20 });
  return readModelFile(readFileSync(file, 'utf8'), file, (text) =>
    createHash('sha256').update(text).digest('hex'),
  );
}

function fileOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new PortraitError('file_missing', { file: path });
  const file = found.isDirectory() ? join(path, modelName) : path;
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new PortraitError('file_missing', { file });
  }
  return file;
}
