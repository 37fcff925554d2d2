import { PortraitError } from '#shared/errors/portrait-error.ts';

export type Dialect = {
  delimiter: string;
  /** Empty for none. One ASCII character. */
  quote: string;
  /** What ends a record: `lf` takes \n and \r\n, `cr` takes \r alone. */
  newline: 'lf' | 'cr';
};

/** Field f of the record is bytes `starts[f]` to `ends[f]`; valid only during the call. False ends the reading. */
export type OnRecord = (
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  fields: number,
  line: number,
) => boolean;

const longestRecord = 64 * 2 ** 20;

/**
 * Splits delimited UTF-8 text (RFC 4180, any delimiter) into records, chunk by chunk. Our own rather than a library's
 * because errors must name physical lines, a quote that never closes the line it was opened on, and because fields
 * stay bytes: numbers and repeated texts never become strings of their own.
 *
 * Empty lines are no records. A field whose closing quote is not at its end is taken as it stands.
 */
export class Tokenizer {
  readonly #delimiter: Buffer;
  readonly #quote: number;
  readonly #newline: number;
  readonly #onRecord: OnRecord;
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);
  readonly #escaped: number[] = [];
  #rest: Uint8Array = new Uint8Array(0);
  #line = 1;
  #openedOn = 0;
  #ended = false;

  constructor(dialect: Dialect, onRecord: OnRecord) {
    this.#delimiter = Buffer.from(dialect.delimiter);
    this.#quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
    this.#newline = dialect.newline === 'lf' ? 10 : 13;
    this.#onRecord = onRecord;
  }

  /** Line on which the next record begins, 1-based. */
  get line(): number {
    return this.#line;
  }

  /** Takes the next bytes, which it may change. False once the consumer has had enough. */
  push(chunk: Uint8Array): boolean {
    if (this.#ended) return false;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const used = this.#records(bytes, false);
    this.#rest = bytes.subarray(used);
    if (this.#rest.length > longestRecord) {
      if (this.#openedOn > 0) throw new PortraitError('file_quote', { line: this.#openedOn });
      throw new PortraitError('file_line_too_long', { line: this.#line });
    }
    return !this.#ended;
  }

  /** Takes what is left as the last record. Throws file_quote where a quote is still open. */
  end(): void {
    if (!this.#ended && this.#rest.length > 0) this.#records(this.#rest, true);
  }

  #records(bytes: Uint8Array, last: boolean): number {
    const n = bytes.length;
    let recordStart = 0;
    while (recordStart < n && !this.#ended) {
      const next = this.#record(bytes, recordStart, n, last);
      if (next < 0) return recordStart;
      recordStart = next;
    }
    return recordStart;
  }

  /** Reads one record and gives where the next one begins, or -1 where more bytes are needed. */
  #record(bytes: Uint8Array, from: number, n: number, last: boolean): number {
    const quote = this.#quote;
    const newline = this.#newline;
    const delimiter = this.#delimiter[0]!;
    const width = this.#delimiter.length;
    let fields = 0;
    let line = this.#line;
    let at = from;
    this.#openedOn = 0;
    this.#escaped.length = 0;
    for (;;) {
      if (fields === this.#starts.length) this.#grow();
      let start = at;
      let end = -1;
      if (bytes[at] === quote && at < n) {
        let escaped = false;
        let close = at + 1;
        for (;;) {
          while (close < n && bytes[close] !== quote) {
            if (bytes[close] === newline) line += 1;
            close += 1;
          }
          if (close + 1 < n && bytes[close + 1] === quote) {
            escaped = true;
            close += 2;
            continue;
          }
          break;
        }
        if (close >= n || (close + 1 === n && !last)) {
          this.#openedOn = this.#lineAt(bytes, from, at);
          if (last) throw new PortraitError('file_quote', { line: this.#openedOn });
          return -1;
        }
        at = close + 1;
        while (at < n && isPadding(bytes[at]!, delimiter, newline)) at += 1;
        if (at === n && !last) return -1;
        if (at === n || bytes[at] === newline || this.#delimits(bytes, at, n)) {
          start += 1;
          end = close;
          if (escaped) this.#escaped.push(fields);
        } else {
          at = close + 1;
        }
      }
      if (end < 0) {
        let b = 0;
        for (;;) {
          while (at < n && (b = bytes[at]!) !== delimiter && b !== newline) at += 1;
          if (at < n && b === delimiter && width > 1 && b !== newline) {
            if (!this.#delimits(bytes, at, n)) {
              at += 1;
              continue;
            }
          }
          break;
        }
        if (at === n && !last) return -1;
        end = at;
        const ends = at === n || b === newline;
        if (ends && newline === 10 && end > start && bytes[end - 1] === 13) end -= 1;
      }
      this.#starts[fields] = start;
      this.#ends[fields] = end;
      fields += 1;
      if (at < n && bytes[at] !== newline) {
        at += width;
        // A delimiter at the very end of the file still has an empty field after it.
        if (at < n || last) continue;
        return -1;
      }
      return this.#emit(bytes, from, at, fields, line);
    }
  }

  #emit(bytes: Uint8Array, from: number, at: number, fields: number, line: number): number {
    for (const field of this.#escaped) this.#unescape(bytes, field);
    const blank = fields === 1 && this.#ends[0] === from;
    if (!blank) {
      this.#ended = !this.#onRecord(bytes, this.#starts, this.#ends, fields, this.#line);
    }
    this.#line = line + 1;
    return at + 1;
  }

  #delimits(bytes: Uint8Array, at: number, n: number): boolean {
    const delimiter = this.#delimiter;
    if (at + delimiter.length > n) return false;
    for (let i = 0; i < delimiter.length; i += 1) if (bytes[at + i] !== delimiter[i]) return false;
    return true;
  }

  #unescape(bytes: Uint8Array, field: number): void {
    let to = this.#starts[field]!;
    const end = this.#ends[field]!;
    for (let i = to; i < end; i += 1) {
      bytes[to] = bytes[i]!;
      to += 1;
      if (bytes[i] === this.#quote) i += 1;
    }
    this.#ends[field] = to;
  }

  #lineAt(bytes: Uint8Array, from: number, at: number): number {
    let line = this.#line;
    for (let i = from; i < at; i += 1) if (bytes[i] === this.#newline) line += 1;
    return line;
  }

  #grow(): void {
    this.#starts = doubled(this.#starts);
    this.#ends = doubled(this.#ends);
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function isPadding(byte: number, delimiter: number, newline: number): boolean {
  return (byte === 32 && delimiter !== 32) || (byte === 13 && newline === 10);
}
