import { PortraitError } from '../errors/index.ts';
import { exportedModel, exportedModelVersion, type ExportedModel } from './exported-model.ts';
import { createScorer } from './score.ts';

/** SHA-256 of text as lower-case hex. */
export type Digest = (text: string) => string;

/** The file a model travels in: JSON with a digest of everything else in it. The same model gives the same text. */
export function modelFile(model: ExportedModel, digest: Digest): string {
  const body = plainText(model);
  return `{"sha256":"${digest(body)}",${body.slice(1)}`;
}

/**
 * A model out of its file, whole, unaltered and fitting together. Throws `model_unread` of anything else and of half a file,
 * `model_newer`, and `model_altered` where the content is not what was written.
 */
export function readModelFile(text: string, file: string, digest: Digest): ExportedModel {
  const parsed = parseJson(text, file);
  const { version, format, sha256 } = headOf(parsed);
  if (format !== 'portrait-model') throw unread(file, 'it does not say that it is one');
  if (typeof version === 'number' && version > exportedModelVersion) {
    throw new PortraitError('model_newer', { file, found: version, known: exportedModelVersion });
  }
  const read = exportedModel.safeParse(parsed);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw unread(file, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  if (digest(plainText(read.data)) !== sha256) throw new PortraitError('model_altered', { file });
  try {
    createScorer(read.data);
  } catch (error) {
    throw unread(file, error instanceof Error ? error.message : String(error));
  }
  return read.data;
}

/** Keys in the order of the schema, whatever order they came in. */
function plainText(model: ExportedModel): string {
  return JSON.stringify(exportedModel.parse(model));
}

function headOf(parsed: unknown): { version?: unknown; format?: unknown; sha256?: unknown } {
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unread(file, error instanceof Error ? error.message : String(error));
  }
}

function unread(file: string, detail: string): PortraitError {
  return new PortraitError('model_unread', { file, detail });
}
