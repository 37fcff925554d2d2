import { jsonFault } from '../values/json-fault.ts';
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
  const { kind, sha256 } = headed(kinds, parsed, file);
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
 * What a file holds where every name and value stands in the order `sealed` wrote it in, so that its schema has nothing to
 * find. Of what the parts mean together nothing is known. Throws `model_unread`, `model_newer` and `model_altered`.
 */
export function asSealed<Kind extends Pick<SealedKind<unknown>, 'format' | 'version'>>(
  kinds: readonly Kind[],
  text: string,
  file: string,
  digest: Digest,
): { kind: Kind; content: object } {
  const parsed = parseJson(text, file);
  const { kind, sha256, content } = headed(kinds, parsed, file);
  // Letter by letter first: a large model is not written out again.
  const seal = `{"sha256":"${String(sha256)}",`;
  const isWhole =
    text.startsWith(seal) && digest(`{${text.slice(seal.length).trimEnd()}`) === sha256;
  if (!isWhole && digest(JSON.stringify(content)) !== sha256)
    throw new PortraitError('model_altered', { file });
  return { kind, content };
}

/** Keys in the order of the schema, whatever order they came in. */
function plainText<T>({ schema }: SealedKind<T>, content: T): string {
  return JSON.stringify(schema.parse(content));
}

/** What a file says it is, and the rest of it. Throws `model_unread` and `model_newer`. */
function headed<Kind extends Pick<SealedKind<unknown>, 'format' | 'version'>>(
  kinds: readonly Kind[],
  parsed: unknown,
  file: string,
): { kind: Kind; sha256: unknown; content: object } {
  const head: { version?: unknown; format?: unknown; sha256?: unknown } =
    typeof parsed === 'object' && parsed !== null ? parsed : {};
  const { sha256, ...content } = head;
  const { format, version } = content;
  const kind = kinds.find((one) => one.format === format);
  if (kind === undefined) throw unread(file, 'it does not say that it is one');
  if (typeof version === 'number' && version > kind.version) {
    throw new PortraitError('model_newer', { file, found: version, known: kind.version });
  }
  if (version !== kind.version) throw unread(file, `its version is no ${kind.version}`);
  return { kind, sha256, content };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unread(file, jsonFault(text));
  }
}

/** A file that is no model, or none that fits together. */
export function unread(file: string, detail: string): PortraitError {
  return new PortraitError('model_unread', { file, detail });
}
