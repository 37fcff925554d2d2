import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { asSealed, type Digest } from '#shared/export/sealed-file.ts';
import { exportedModelVersion, exportedRecommenderVersion } from '#shared/export/versions.ts';
import { givesGoldenList, givesGoldenScores } from './golden-check.ts';

/** The file of a model inside the folder of an export. */
const modelName = 'model.json';
const mostBytes = 2 ** 30;

const digest: Digest = (text) => createHash('sha256').update(text).digest('hex');

/** Reads an exported network or recommender, given its file or the folder around it. Throws file_missing, file_too_large and `model_*`. */
export async function loadExported(path: string): Promise<ExportedModel | ExportedRecommender> {
  const { file, text } = textOf(path);
  const whole = asSealed(text, digest);
  if (isWholeModel(whole) || isWholeRecommender(whole)) return whole;
  // What is wrong is found by the schemas, which take memory that a server in good order does without.
  const { readExported } = await import('./read-exported.ts');
  return readExported(text, file, digest);
}

/** The same of a network alone: what scores rows. */
export async function loadModel(path: string): Promise<ExportedModel> {
  const { file, text } = textOf(path);
  const whole = asSealed(text, digest);
  if (isWholeModel(whole)) return whole;
  const { readModel } = await import('./read-exported.ts');
  return readModel(text, file, digest);
}

function textOf(path: string): { file: string; text: string } {
  const file = fileOf(path);
  const { size } = statSync(file);
  if (size > mostBytes)
    throw new PortraitError('file_too_large', { file, megabytes: mostBytes / 2 ** 20 });
  return { file, text: readFileSync(file, 'utf8').trimEnd() };
}

/** Of what stands as it was sealed: one that this program knows and that scores as it did where it was made. */
function isWholeModel(whole: unknown): whole is ExportedModel {
  return isOf(whole, 'portrait-model', exportedModelVersion) && givesGoldenScores(whole);
}

function isWholeRecommender(whole: unknown): whole is ExportedRecommender {
  return isOf(whole, 'portrait-recommender', exportedRecommenderVersion) && givesGoldenList(whole);
}

/** Who sealed it put it through its schema first. */
function isOf<Format extends (ExportedModel | ExportedRecommender)['format']>(
  whole: unknown,
  format: Format,
  version: number,
): whole is Extract<ExportedModel | ExportedRecommender, { format: Format }> {
  if (typeof whole !== 'object' || whole === null) return false;
  const head: { format?: unknown; version?: unknown } = whole;
  return head.format === format && head.version === version;
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
