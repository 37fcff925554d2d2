import type { ParseOptions } from '#shared/model/cells/data.ts';
import type { Encoding } from '../encodings/encoding-names.ts';
import { startBytes, type Reader } from '../reader.ts';
import { readStart, type Source } from '../source.ts';
import { ToUtf8 } from '../encodings/to-utf8.ts';

/**
 * The beginning of a text file as UTF-8, and whether that is all of it. `guessedOn`: the line near which the encoding was
 * chosen on little evidence, or beyond the beginning, where nobody has seen what it makes of the text; 0 where neither.
 */
export type TextStart = {
  text: Buffer;
  whole: boolean;
  encoding: Encoding;
  newline: 'lf' | 'cr';
  guessedOn: number;
};

/** Takes UTF-8 text in pieces, which it may change; false once it has had enough. */
export type TextSink = { push(chunk: Uint8Array): boolean; end(): void };

/** Throws file_encoding and file_nul. */
export async function readTextStart(source: Source, options: ParseOptions): Promise<TextStart> {
  const { bytes, whole } = await readStart(source, startBytes);
  const decoder = new ToUtf8(options.encoding);
  const parts = [decoder.push(bytes)];
  if (whole) parts.push(decoder.end());
  const text = Buffer.concat(parts);
  const newline = !text.includes(10) && text.includes(13) ? 'cr' : 'lf';
  return { text, whole, encoding: decoder.encoding, newline, guessedOn: decoder.guessedOn };
}

/** What is to be told of an encoding that was not chosen. */
export function encodingProblems({
  guessedOn,
}: TextStart): { kind: 'encoding_guessed'; line: number; count: number }[] {
  return guessedOn > 0 ? [{ kind: 'encoding_guessed', line: guessedOn, count: 1 }] : [];
}

/**
 * Feeds the beginning, or the whole file, to what cuts it into rows until that has had enough. An encoding found on the
 * way is noted as guessed in `beginning`.
 */
export async function feed(
  tokenizer: TextSink,
  source: Source,
  beginning: TextStart,
  options: ParseOptions,
  { start, afterChunk }: Parameters<Reader['read']>[1],
): Promise<void> {
  const { text, whole } = beginning;
  if (start) {
    // The tokenizer unescapes in place, and the beginning is read more than once.
    if (tokenizer.push(Buffer.from(text)) && whole) tokenizer.end();
    return;
  }
  const reading = source.read();
  const decoder = new ToUtf8(options.encoding);
  try {
    for await (const chunk of reading.chunks) {
      if (!tokenizer.push(decoder.push(chunk))) return;
      await afterChunk?.(reading.position());
    }
    if (tokenizer.push(decoder.end())) tokenizer.end();
  } finally {
    if (decoder.encoding !== beginning.encoding) beginning.guessedOn = decoder.decidedOn;
    reading.close();
  }
}
