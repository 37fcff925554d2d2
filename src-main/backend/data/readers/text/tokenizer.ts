import { PortraitError } from '#shared/errors/portrait-error.ts';
import { isBlank, tailStart } from './tail-start.ts';

export type Dialect = {
  delimiter: string;
  /** Empty for none. One ASCII character. */
  quote: string;
  /** What ends a record: `lf` takes \n and \r\n, `cr` takes \r alone. */
  newline: 'lf' | 'cr';
  /** Character before a quote or a delimiter that is meant as text, beside a doubled quote; empty for none. */
  escape?: string;
  /** Lines that begin with this are no records; empty for none. */
  comment?: string;
  /** Comments behind records too: wherever the mark stands outside quotes, or only with blanks around it. */
  tails?: 'all' | 'spaced' | undefined;
  /** Physical lines before the first record. */
  skip?: number;
  /** Fields of most records where that is known: tells a text of several lines from a stray quote. */
  width?: number;
  /** Quotes were chosen: one that never closes is an error. */
  strict?: boolean;
};

/** What was let pass: how often, and the line of the first. */
export type Passed = { count: number; line: number };

/** Field f of the record is bytes `starts[f]` to `ends[f]`; valid only during the call. False ends the reading. */
export type OnRecord = (
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  fields: number,
  line: number,
) => boolean;

/** Bytes of a comment that are told. */
const longestTail = 60;
const longestRecord = 64 * 2 ** 20;
/** A quote that is still open after this much is no quote. */
const longestQuoted = 16 * 2 ** 20;

/**
 * Splits delimited UTF-8 text (RFC 4180, any delimiter) into records, chunk by chunk. Our own rather than a library's
 * because errors must name physical lines, a quote that never closes the line it was opened on, and because fields
 * stay bytes: numbers and repeated texts never become strings of their own.
 *
 * Empty lines are no records. A quote that opens a field and does not close at a field's end is a character like any
 * other: the field is read again without it (`strays` counts them), so that it never swallows what follows.
 */
export class Tokenizer {
  readonly #delimiter: Buffer;
  readonly #quote: number;
  readonly #newline: number;
  readonly #escape: number;
  readonly #comment: Buffer;
  readonly #width: number;
  readonly #strict: boolean;
  readonly #tails: Dialect['tails'];
  readonly #onTail: ((text: string) => void) | undefined;
  readonly #onRecord: OnRecord;
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);
  readonly #escaped: number[] = [];
  #rest: Uint8Array = new Uint8Array(0);
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #line = 1;
  #skip: number;
  #open = false;
  /** Where in the record at hand a quote was found to be a plain character. */
  readonly #plain = new Set<number>();
  #ended = false;
  readonly strays: Passed = { count: 0, line: 0 };
  readonly comments: Passed = { count: 0, line: 0 };
  /** Comments behind records, and the first of them as it is written. */
  readonly tails: Passed & { found?: string } = { count: 0, line: 0 };
  /** Fields whose quotes were taken for quotes. */
  quoted = 0;

  constructor(dialect: Dialect, onRecord: OnRecord, onTail?: (text: string) => void) {
    this.#delimiter = Buffer.from(dialect.delimiter);
    this.#quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
    this.#newline = dialect.newline === 'lf' ? 10 : 13;
    this.#escape = dialect.escape ? dialect.escape.charCodeAt(0) : -1;
    this.#comment = Buffer.from(dialect.comment ?? '');
    this.#skip = dialect.skip ?? 0;
    this.#width = dialect.width ?? 0;
    this.#strict = dialect.strict ?? false;
    this.#tails = this.#comment.length > 0 ? dialect.tails : undefined;
    this.#onTail = onTail;
    this.#onRecord = onRecord;
  }

  /** Line on which the next record begins, 1-based. */
  get line(): number {
    return this.#line;
  }

  /** Takes the next bytes, which it may change. False once the consumer has had enough. */
  push(chunk: Uint8Array): boolean {
    if (this.#ended) return false;
    // A record that is longer than a chunk is looked at again only when there is twice as much of it.
    if (this.#rest.length > chunk.length && this.#waitingBytes + chunk.length < this.#rest.length) {
      this.#waiting.push(chunk);
      this.#waitingBytes += chunk.length;
      return true;
    }
    const bytes = this.#gathered(chunk);
    this.#rest = bytes.subarray(this.#records(bytes, false));
    if (this.#rest.length > longestRecord) {
      throw new PortraitError('file_line_too_long', { line: this.#line });
    }
    return !this.#ended;
  }

  /** Takes what is left as the last record. Throws file_quote where a chosen quote is still open. */
  end(): void {
    const bytes = this.#gathered(new Uint8Array(0));
    if (!this.#ended && bytes.length > 0) this.#records(bytes, true);
    this.#rest = new Uint8Array(0);
  }

  #gathered(chunk: Uint8Array): Uint8Array {
    if (this.#rest.length === 0) return chunk;
    const bytes = Buffer.concat([this.#rest, ...this.#waiting, chunk]);
    this.#waiting = [];
    this.#waitingBytes = 0;
    return bytes;
  }

  #records(bytes: Uint8Array, last: boolean): number {
    const n = bytes.length;
    let recordStart = 0;
    while (recordStart < n && !this.#ended) {
      const next = this.#isNoRecord(bytes, recordStart, n)
        ? this.#afterLine(bytes, recordStart, n, last)
        : this.#record(bytes, recordStart, n, last);
      if (next < 0) return recordStart;
      // Clearing allocates, even where nothing is in it.
      if (this.#plain.size > 0) this.#plain.clear();
      recordStart = next;
    }
    return Math.min(recordStart, n);
  }

  #isPlain(at: number): boolean {
    return this.#plain.size > 0 && this.#plain.has(at);
  }

  #isNoRecord(bytes: Uint8Array, at: number, n: number): boolean {
    if (this.#skip > 0) return true;
    return this.#comment.length > 0 && startsWith(bytes, at, n, this.#comment);
  }

  #afterLine(bytes: Uint8Array, from: number, n: number, last: boolean): number {
    const end = bytes.indexOf(this.#newline, from);
    if (end < 0 && !last) return -1;
    if (this.#skip > 0) this.#skip -= 1;
    else note(this.comments, this.#line);
    this.#line += 1;
    return end < 0 ? n : end + 1;
  }

  /** Reads one record and gives where the next one begins, or -1 where more bytes are needed. */
  #record(bytes: Uint8Array, from: number, n: number, last: boolean): number {
    const quote = this.#quote;
    const newline = this.#newline;
    const delimiter = this.#delimiter[0]!;
    const width = this.#delimiter.length;
    const escape = this.#escape;
    let fields = 0;
    let line = this.#line;
    let at = from;
    let quoted = 0;
    let spanning = -1;
    if (this.#escaped.length > 0) this.#escaped.length = 0;
    for (;;) {
      if (fields === this.#starts.length) this.#grow();
      let start = at;
      let end = -1;
      let open = at;
      let tail = -1;
      if (quote >= 0) while (open < n && bytes[open] === 32 && delimiter !== 32) open += 1;
      if (open < n && bytes[open] === quote && !this.#isPlain(open - from)) {
        const close = this.#closing(bytes, open, n);
        at = close + 1;
        while (at < n && isPadding(bytes[at]!, delimiter, newline)) at += 1;
        const ahead = this.#tails === undefined ? width : Math.max(width, this.#comment.length + 1);
        if (at + ahead > n && !last && n - open <= longestQuoted) return -1;
        tail = close < n ? this.#tailBehind(bytes, close + 1, at) : -1;
        const closes =
          close < n &&
          (at >= n ||
            bytes[at] === newline ||
            tail >= 0 ||
            startsWith(bytes, at, n, this.#delimiter));
        if (closes) {
          start = open + 1;
          end = close;
          quoted += 1;
          if (this.#open) this.#escaped.push(fields);
          for (let i = start; i < close; i += 1) {
            if (bytes[i] !== newline) continue;
            line += 1;
            spanning = open;
          }
        } else {
          if (close >= n && this.#strict) throw new PortraitError('file_quote', { line });
          this.#plain.add(open - from);
          note(this.strays, line);
          at = start;
          tail = -1;
        }
      }
      if (end < 0) {
        let b = 0;
        for (;;) {
          while (at < n && (b = bytes[at]!) !== delimiter && b !== newline) at += 1;
          if (at < n && b !== newline) {
            const escaped = escape >= 0 && isEscaped(bytes, start, at, escape);
            if (escaped || (width > 1 && !startsWith(bytes, at, n, this.#delimiter))) {
              if (escaped && this.#escaped.at(-1) !== fields) this.#escaped.push(fields);
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
        if (this.#tails !== undefined)
          tail = tailStart(bytes, start, end, this.#comment, this.#tails === 'spaced');
        if (tail >= 0) for (end = tail; end > start && isBlank(bytes[end - 1]!);) end -= 1;
      }
      if (tail >= 0) {
        const stop = bytes.indexOf(newline, tail);
        if (stop < 0 && !last) return -1;
        at = stop < 0 ? n : stop;
        const isWhole = end === start && fields === 0;
        this.#noteTail(isWhole ? this.comments : this.tails, bytes, tail, at, line);
        // Where blanks delimit, those before a comment delimit nothing.
        const isNoField = end === start && fields > 0 && isBlank(delimiter);
        if (isNoField) return this.#emit(bytes, from, at, fields, line);
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
      if (spanning >= 0 && this.#isManyRecords(bytes, from, Math.min(at, n))) {
        this.#plain.add(spanning - from);
        note(this.strays, this.#line);
        return this.#record(bytes, from, n, last);
      }
      this.quoted += quoted;
      return this.#emit(bytes, from, at, fields, line);
    }
  }

  /** Where the quote that opens at `open` closes, or `n`; `#open` then tells whether anything inside is escaped. */
  #closing(bytes: Uint8Array, open: number, n: number): number {
    const quote = this.#quote;
    const escape = this.#escape;
    this.#open = false;
    let close = open + 1;
    for (;;) {
      while (close < n && bytes[close] !== quote && bytes[close] !== escape) close += 1;
      const follows = close + 1 < n ? bytes[close + 1] : -1;
      const escapes =
        bytes[close] === escape && (follows === escape || follows === this.#delimiter[0]);
      if (close < n && (follows === quote || escapes)) {
        this.#open = true;
        close += 2;
      } else if (close < n && bytes[close] !== quote) close += 1;
      else return close;
    }
  }

  /** Whether each line of what quotes make one record is, without them, a record of the usual width by itself. */
  #isManyRecords(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#width < (this.#delimiter[0] === 9 ? 2 : 3)) return false;
    let fields = 1;
    for (let i = from; i <= to; i += 1) {
      if (i === to || bytes[i] === this.#newline) {
        if (fields !== this.#width) return false;
        fields = 1;
      } else if (startsWith(bytes, i, to, this.#delimiter)) {
        fields += 1;
        i += this.#delimiter.length - 1;
      }
    }
    return true;
  }

  /** Where a comment begins behind a quote that closed before `from`, blanks aside; -1 where none does. */
  #tailBehind(bytes: Uint8Array, from: number, at: number): number {
    if (this.#tails === undefined || !startsWith(bytes, at, bytes.length, this.#comment)) return -1;
    const apart = at > from && isBlank(bytes[at + this.#comment.length]!);
    return this.#tails === 'all' || apart ? at : -1;
  }

  /** A comment behind a record, or on a line of its own behind blanks. */
  #noteTail(
    kind: Passed & { found?: string },
    bytes: Uint8Array,
    from: number,
    to: number,
    line: number,
  ): void {
    note(kind, line);
    if (kind.count > 1 && this.#onTail === undefined) return;
    const shown = Math.min(to, from + longestTail);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, shown - from)
      .toString()
      .trim();
    if (kind === this.tails) kind.found ??= text;
    this.#onTail?.(text);
  }

  #emit(bytes: Uint8Array, from: number, at: number, fields: number, line: number): number {
    for (let i = 0; i < this.#escaped.length; i += 1) this.#unescape(bytes, this.#escaped[i]!);
    const blank = fields === 1 && this.#ends[0] === from;
    if (!blank) {
      this.#ended = !this.#onRecord(bytes, this.#starts, this.#ends, fields, this.#line);
    }
    this.#line = line + 1;
    return at + 1;
  }

  #unescape(bytes: Uint8Array, field: number): void {
    let to = this.#starts[field]!;
    const end = this.#ends[field]!;
    const inQuotes = to > 0 && bytes[to - 1] === this.#quote;
    for (let i = to; i < end; i += 1) {
      const next = bytes[i + 1];
      const special = next === this.#quote || next === this.#escape || next === this.#delimiter[0];
      if (bytes[i] === this.#escape && i + 1 < end && special) i += 1;
      else if (inQuotes && bytes[i] === this.#quote && next === this.#quote) i += 1;
      bytes[to] = bytes[i]!;
      to += 1;
    }
    this.#ends[field] = to;
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

function startsWith(bytes: Uint8Array, at: number, n: number, what: Uint8Array): boolean {
  if (at + what.length > n) return false;
  for (let i = 0; i < what.length; i += 1) if (bytes[at + i] !== what[i]) return false;
  return true;
}

function isEscaped(bytes: Uint8Array, start: number, at: number, escape: number): boolean {
  let before = at;
  while (before > start && bytes[before - 1] === escape) before -= 1;
  return (at - before) % 2 === 1;
}

function note(passed: Passed, line: number): void {
  if (passed.count === 0) passed.line = line;
  passed.count += 1;
}
