import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { asSealed, unread, type Digest } from '#shared/export/sealed-file.ts';
import { exportedModelVersion, exportedRecommenderVersion } from '#shared/export/versions.ts';
import { checkGoldenList, checkGoldenScores } from './golden-check.ts';

/** The file of a model inside the folder of an export. */
const modelName = 'model.json';
const mostBytes = 2 ** 30;

const digest: Digest = (text) => createHash('sha256').update(text).digest('hex');

const network = { format: 'portrait-model', version: exportedModelVersion };
const recommender = { format: 'portrait-recommender', version: exportedRecommenderVersion };

/** Reads an exported network or recommender, given its file or the folder around it. Throws file_missing, file_too_large and `model_*`. */
export function loadExported(path: string): ExportedModel | ExportedRecommender {
  return load(path, [network, recommender]);
}

/** The same of a network alone: what scores rows. */
export function loadModel(path: string): ExportedModel {
  return load<ExportedModel>(path, [network]);
}

/**
 * Whoever sealed it put it through its schema first: what stands as it was sealed is of that form, and what a stranger sealed
 * gives no golden scores. So this program sets up no schemas.
 */
function load<Model extends ExportedModel | ExportedRecommender>(
  path: string,
  kinds: readonly { format: string; version: number }[],
): Model {
  const file = fileOf(path);
  const { size } = statSync(file);
  if (size > mostBytes)
    throw new PortraitError('file_too_large', { file, megabytes: mostBytes / 2 ** 20 });
  const model = asSealed(kinds, readFileSync(file, 'utf8'), file, digest).content as Model;
  try {
    if (model.format === 'portrait-model') checkGoldenScores(model);
    else checkGoldenList(model);
  } catch (error) {
    throw unread(file, error instanceof Error ? error.message : String(error));
  }
  return model;
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
