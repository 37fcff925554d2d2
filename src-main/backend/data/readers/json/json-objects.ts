import { PortraitError } from '#shared/errors/portrait-error.ts';

/** Where the objects stand: one after the other, in one list, or in a list under a key of one object. */
export type JsonShape = 'sequence' | 'list' | 'wrapped';

const depths: Record<JsonShape, number> = { sequence: 0, list: 1, wrapped: 2 };
const longestObject = 64 * 2 ** 20;
const [quote, backslash, newline] = [0x22, 0x5c, 0x0a];

/**
 * Cuts UTF-8 JSON into the texts of its objects, chunk by chunk, however it is laid out over lines. Of an object
 * around the list everything else is left out. Throws file_json, file_line_too_long.
 */
export class JsonObjects {
  readonly #shape: JsonShape;
  readonly #onObject: (text: string, line: number) => boolean;
  #parts: Buffer[] = [];
  #length = 0;
  #line = 1;
  #startedOn = 0;
  /** Brackets open around the place at hand; those of objects that are being collected count from `#inside`. */
  #open: number[] = [];
  #inside = 0;
  #inString = false;
  #escaped = false;
  #collected = false;
  #ended = false;

  constructor(shape: JsonShape, onObject: (text: string, line: number) => boolean) {
    this.#shape = shape;
    this.#onObject = onObject;
  }

  push(bytes: Uint8Array): boolean {
    if (this.#ended) return false;
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (byte === newline) this.#line += 1;
      if (this.#inString) this.#string(byte);
      else if (byte === quote) {
        if (this.#inside === 0) this.#expectInside(byte);
        this.#inString = true;
      } else if (byte === 0x7b && this.#inside === 0 && this.#isPlace()) {
        [this.#inside, this.#startedOn, from] = [1, this.#line, at];
      } else if (this.#inside > 0) {
        if (byte === 0x7b || byte === 0x5b) this.#inside += 1;
        if (byte === 0x7d || byte === 0x5d) this.#inside -= 1;
        if (this.#inside > 0) continue;
        this.#parts.push(chunk.subarray(from, at + 1));
        if (!this.#emit()) return false;
      } else this.#around(byte);
    }
    if (this.#inside > 0) this.#keep(chunk.subarray(from));
    return true;
  }

  end(): void {
    if (this.#ended || (this.#inside === 0 && this.#open.length === 0 && !this.#inString)) return;
    throw this.#error('the file ends inside it', this.#startedOn || this.#line);
  }

  #string(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.#inString = false;
  }

  /** Whether an object that opens here is one of those looked for. */
  #isPlace(): boolean {
    if (this.#open.length !== depths[this.#shape] || this.#collected) return false;
    return this.#shape === 'sequence' || this.#open.at(-1) === 0x5b;
  }

  #around(byte: number): void {
    if (byte === 0x7b || byte === 0x5b) {
      this.#expectInside(byte);
      this.#open.push(byte);
    } else if (byte === 0x7d || byte === 0x5d) {
      const opened = this.#open.pop();
      if (opened === undefined || (opened === 0x7b) !== (byte === 0x7d)) {
        throw this.#error('a bracket closes that was never opened');
      }
      // The first list of objects is the table.
      const left = this.#open.length === depths[this.#shape] - 1;
      if (left && this.#startedOn > 0 && this.#shape === 'wrapped') this.#collected = true;
    } else this.#expectInside(byte);
  }

  /** Between objects there is nothing but commas and spaces. */
  #expectInside(byte: number): void {
    if (byte <= 0x20 || byte === 0x2c) return;
    const depth = this.#open.length;
    if (this.#shape === 'list' && depth === 0 && byte === 0x5b) return;
    if (this.#shape !== 'wrapped' && depth <= depths[this.#shape]) {
      throw this.#error('something that is no object stands between the objects');
    }
    if (this.#isPlace() && this.#startedOn > 0) {
      throw this.#error('something that is no object stands between the objects');
    }
  }

  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > longestObject) {
      throw new PortraitError('file_line_too_long', { line: this.#startedOn });
    }
    this.#parts.push(Buffer.from(part));
  }

  #emit(): boolean {
    const text = Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#length = 0;
    this.#ended = !this.#onObject(text, this.#startedOn);
    return !this.#ended;
  }

  #error(detail: string, line = this.#line): PortraitError {
    return new PortraitError('file_json', { line, detail });
  }
}

/** What JSON text begins as; `whole`: there is no more of it. Undefined where lines hold an object each. */
export function jsonShape(text: string, whole: boolean): JsonShape | undefined {
  const start = text.trimStart();
  if (start.startsWith('[')) return 'list';
  const lines = start.split(/\r\n|\n|\r/, 2);
  const alone = whole && start.slice(lines[0]!.length).trim() === '';
  if (isJson(lines[0]!)) return alone && isWrapper(lines[0]!) ? 'wrapped' : undefined;
  let objects = 0;
  const splitter = new JsonObjects('sequence', () => (objects += 1) < 2);
  try {
    splitter.push(Buffer.from(start));
  } catch (error) {
    if (!(error instanceof PortraitError)) throw error;
  }
  if (objects >= 2) return 'sequence';
  if (!whole && lines.length === 1 && objects === 1) return undefined;
  let rows = 0;
  const inner = new JsonObjects('wrapped', () => (rows += 1) < 1);
  inner.push(Buffer.from(start));
  return rows > 0 ? 'wrapped' : 'sequence';
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** One object whose only list of objects is the table. */
function isWrapper(line: string): boolean {
  const values: unknown[] = Object.values(JSON.parse(line) as object);
  const lists = values.filter((value) => Array.isArray(value) && value.length > 0);
  const others = values.filter((value) => typeof value === 'object' && value !== null);
  return (
    lists.length === 1 &&
    others.length === 1 &&
    (lists[0] as unknown[]).every(
      (entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry),
    )
  );
}
