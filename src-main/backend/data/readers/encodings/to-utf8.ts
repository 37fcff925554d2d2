import { isAscii, isUtf8 } from 'node:buffer';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { encodingNames, type Encoding } from './encoding-names.ts';
import {
  byteOrderMark,
  eachLine,
  guessEncoding,
  lastLineEnd,
  looksLikeUtf16,
  withoutTail,
} from './guess-encoding.ts';

/**
 * Turns bytes of any supported encoding into UTF-8, chunk by chunk, strictly: bytes that are not text of the encoding
 * throw file_encoding, a NUL character file_nul, each with its line. With `auto` the choice is made at the first byte
 * that is not ASCII.
 */
export class ToUtf8 {
  #encoding: Encoding | undefined;
  #started = false;
  #rest: Buffer = Buffer.alloc(0);
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #line = 1;
  #guessedOn = 0;
  #decidedOn = 0;

  constructor(encoding: Encoding | 'auto') {
    this.#encoding = encoding === 'auto' ? undefined : encoding;
  }

  /** What `auto` came to so far. */
  get encoding(): Encoding {
    return this.#encoding ?? 'utf-8';
  }

  /** Line near which an encoding was chosen on little evidence; 0 where none was. */
  get guessedOn(): number {
    return this.#guessedOn;
  }

  /** Line near which the first bytes beyond ASCII decided; 0 where none have. */
  get decidedOn(): number {
    return this.#decidedOn;
  }

  push(chunk: Buffer): Buffer {
    const bytes = this.#started ? chunk : this.#start(chunk);
    if (this.#encoding === undefined && !isAscii(bytes)) {
      const guess = guessEncoding(bytes, this.#line);
      this.#encoding = guess.encoding;
      this.#decidedOn = this.#line;
      if (!guess.sure) this.#guessedOn = this.#line;
    }
    return this.#checked(this.#convert(bytes, false));
  }

  end(): Buffer {
    return this.#checked(this.#convert(Buffer.alloc(0), true));
  }

  #start(chunk: Buffer): Buffer {
    this.#started = true;
    const mark = byteOrderMark(chunk);
    if (mark !== undefined && (this.#encoding === undefined || this.#encoding === mark.encoding)) {
      this.#encoding = mark.encoding;
      return chunk.subarray(mark.length);
    }
    this.#encoding ??= looksLikeUtf16(chunk);
    return chunk;
  }

  #convert(chunk: Buffer, last: boolean): Buffer {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const encoding = this.#encoding ?? 'utf-8';
    const length = last ? bytes.length : this.#wholeLength(bytes, encoding);
    this.#rest = bytes.subarray(length);
    const whole = bytes.subarray(0, length);
    if (encoding === 'utf-8') {
      if (!isUtf8(whole)) throw this.#invalid(whole, isUtf8);
      return whole;
    }
    if (encoding !== 'utf-16le' && encoding !== 'utf-16be' && isAscii(whole)) return whole;
    this.#decoder ??= new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    try {
      return Buffer.from(this.#decoder.decode(whole));
    } catch {
      throw this.#invalid(whole, (line) => this.#decodes(line, encoding));
    }
  }

  /** Length up to which the bytes can be converted without knowing what follows. */
  #wholeLength(bytes: Buffer, encoding: Encoding): number {
    if (encoding === 'utf-8') return withoutTail(bytes).length;
    // No other encoding has a line break inside a character.
    if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return lastLineEnd(bytes);
    const even = bytes.length & ~1;
    const unit = even < 2 ? 0 : encoding === 'utf-16le' ? bytes[even - 1]! : bytes[even - 2]!;
    // The first half of a surrogate pair waits for the second.
    return unit >= 0xd8 && unit <= 0xdb ? even - 2 : even;
  }

  #decodes(line: Buffer, encoding: Encoding): boolean {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(line);
      return true;
    } catch {
      return false;
    }
  }

  #invalid(bytes: Buffer, valid: (line: Buffer) => boolean): PortraitError {
    const encoding = encodingNames[this.encoding];
    let line: number | undefined;
    if (this.encoding === 'utf-16le' || this.encoding === 'utf-16be') {
      const text = new TextDecoder(this.encoding).decode(bytes);
      line = this.#line + text.slice(0, text.indexOf('\ufffd')).split(/\r\n|\r|\n/).length - 1;
    } else {
      eachLine(bytes, this.#line, (content, number) => {
        if (line === undefined && !valid(content)) line = number;
      });
    }
    return new PortraitError('file_encoding', { line: line ?? this.#line, encoding });
  }

  #checked(utf8: Buffer): Buffer {
    const nul = utf8.indexOf(0);
    if (nul >= 0) {
      throw new PortraitError('file_nul', { line: this.#line + newlines(utf8.subarray(0, nul)) });
    }
    this.#line += newlines(utf8);
    return utf8;
  }
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  if (count > 0) return count;
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) count += 1;
  return count;
}
