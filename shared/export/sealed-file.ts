import type { z } from 'zod';
import { PortraitError } from '../errors/portrait-error.ts';

/** SHA-256 of text as lower-case hex. */
export type Digest = (text: string) => string;

/** Something that travels in a file of its own. */
export type SealedKind<T> = {
  format: string;
  version: number;
  schema: z.ZodType<T>;
  /** Throws where the parts do not fit together. */
  check(content: T): void;
};

/** JSON with a digest of everything else in it. The same content gives the same text. */
export function sealed<T>(kind: SealedKind<T>, content: T, digest: Digest): string {
  const body = plainText(kind, content);
  return `{"sha256":"${digest(body)}",${body.slice(1)}`;
}

/**
 * What a file holds, whole, unaltered and fitting together. Throws `model_unread` of anything else and of half a file,
 * `model_newer`, and `model_altered` where the content is not what was written.
 */
export function unsealed<T>(
  kinds: readonly SealedKind<T>[],
  text: string,
  file: string,
  digest: Digest,
): T {
  const parsed = parseJson(text, file);
  const { version, format, sha256 } = headOf(parsed);
  const kind = kinds.find((one) => one.format === format);
  if (kind === undefined) throw unread(file, 'it does not say that it is one');
  if (typeof version === 'number' && version > kind.version) {
    throw new PortraitError('model_newer', { file, found: version, known: kind.version });
  }
  const read = kind.schema.safeParse(parsed);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw unread(file, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  if (digest(plainText(kind, read.data)) !== sha256)
    throw new PortraitError('model_altered', { file });
  try {
    kind.check(read.data);
  } catch (error) {
    throw unread(file, error instanceof Error ? error.message : String(error));
  }
  return read.data;
}

/**
 * What a file holds where it stands letter by letter as `sealed` wrote it, so that its schema has nothing to find; null of
 * any other text. Of what the parts mean together nothing is known.
 */
export function asSealed(text: string, digest: Digest): unknown {
  const [seal, sha256] = /^\{"sha256":"([0-9a-f]{64})",/.exec(text) ?? [];
  if (seal === undefined) return null;
  return digest(`{${text.slice(seal.length)}`) === sha256 ? JSON.parse(text) : null;
}

/** Keys in the order of the schema, whatever order they came in. */
function plainText<T>({ schema }: SealedKind<T>, content: T): string {
  return JSON.stringify(schema.parse(content));
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
