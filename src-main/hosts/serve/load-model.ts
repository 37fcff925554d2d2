import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { networkFile } from '#shared/export/model-file.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { recommenderFile } from '#shared/export/recommender/recommender-file.ts';
import { unsealed, type SealedKind } from '#shared/export/sealed-file.ts';

/** The file of a model inside the folder of an export. */
const modelName = 'model.json';
const mostBytes = 2 ** 30;

/** Reads an exported network or recommender, given its file or the folder around it. Throws file_missing, file_too_large and `model_*`. */
export function loadExported(path: string): ExportedModel | ExportedRecommender {
  return load<ExportedModel | ExportedRecommender>(path, [networkFile, recommenderFile]);
}

/** The same of a network alone: what scores rows. */
export function loadModel(path: string): ExportedModel {
  return load(path, [networkFile]);
}

function load<T>(path: string, kinds: readonly SealedKind<T>[]): T {
  const file = fileOf(path);
  const { size } = statSync(file);
  if (size > mostBytes)
    throw new PortraitError('file_too_large', { file, megabytes: mostBytes / 2 ** 20 });
  return unsealed(kinds, readFileSync(file, 'utf8'), file, (text) =>
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
