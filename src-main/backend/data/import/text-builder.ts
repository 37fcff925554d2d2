import type { TypedValue } from '../types/evidence.ts';
import { isDumpedNull } from '../types/evidence.ts';
import { mayBeGuarded } from '../types/guard-bytes.ts';
import { textOf, type ColumnBuilder } from './column-builder.ts';
import type { MarkTally } from './mark-tally.ts';
import type { MissingMarks } from './missing-marks.ts';
import { TextDictionary } from './text-dictionary.ts';

/** Makes the stored text of a field; undefined where it does not fit. Called once per different text, and for each misfit. */
export type Reading = (text: string, line: number, mayBeGuarded: boolean) => string | undefined;

const state = { missing: 1, misfit: 2 };

/** Text, categories, and whatever is stored as text: each different field is read once. */
export class TextBuilder implements ColumnBuilder {
  readonly #marks: MissingMarks;
  readonly #read: Reading;
  readonly #nulls: MarkTally | undefined;
  readonly #dictionary = new TextDictionary();
  readonly #capacity: number;
  #codes: Uint32Array<ArrayBuffer>;
  #scratch = Buffer.alloc(1024);
  #rows = 0;
  #present = 0;
  #fresh: string[] = [];
  #reset = true;
  #everReset = false;
  #states = new Uint8Array(1024);

  /** `nulls`: counts `\N` among texts. */
  constructor(marks: MissingMarks, capacity: number, read: Reading, nulls?: MarkTally) {
    this.#marks = marks;
    this.#read = read;
    this.#nulls = nulls;
    this.#capacity = capacity;
    this.#codes = new Uint32Array(capacity);
  }

  addBytes(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (isDumpedNull(bytes, start, end) && this.#nulls?.take(bytes, start, end, line) === true)
      return this.#put(0);
    const before = this.#dictionary.count;
    const code = this.#dictionary.add(bytes, start, end);
    if (this.#dictionary.count > before) {
      const missing = this.#marks.has(bytes, start, end);
      const text = missing
        ? ''
        : this.#read(textOf(bytes, start, end), line, mayBeGuarded(bytes, start, end));
      this.#learn(
        code,
        text ?? '',
        missing ? state.missing : text === undefined ? state.misfit : 0,
      );
    } else if (this.#states[code] === state.misfit) {
      this.#read(textOf(bytes, start, end), line, false);
    }
    this.#put(this.#states[code] === 0 ? code : 0);
  }

  addValue(value: TypedValue, line: number): void {
    if (value === null) return this.#put(0);
    const text = typeof value === 'string' ? value : String(value);
    if (text.length * 3 > this.#scratch.length) this.#scratch = Buffer.alloc(text.length * 3);
    this.addBytes(this.#scratch, 0, this.#scratch.write(text), line);
  }

  take(): { kind: 'texts'; codes: Uint32Array<ArrayBuffer>; fresh: string[]; reset: boolean } {
    const batch = {
      kind: 'texts' as const,
      codes: this.#codes.slice(0, this.#rows),
      fresh: this.#fresh,
      reset: this.#reset,
    };
    this.#fresh = [];
    this.#rows = 0;
    this.#reset = this.#dictionary.full;
    if (this.#reset) {
      this.#dictionary.reset();
      this.#everReset = true;
    }
    return batch;
  }

  distinct(): number | undefined {
    return this.#everReset ? undefined : this.#dictionary.count;
  }

  present(): number {
    return this.#present;
  }

  #learn(code: number, text: string, known: number): void {
    if (code >= this.#states.length) {
      const larger = new Uint8Array(code * 2);
      larger.set(this.#states);
      this.#states = larger;
    }
    this.#states[code] = known;
    this.#fresh.push(text);
  }

  #put(code: number): void {
    if (this.#rows === this.#codes.length) {
      const larger = new Uint32Array(this.#rows + this.#capacity);
      larger.set(this.#codes);
      this.#codes = larger;
    }
    this.#codes[this.#rows] = code;
    this.#rows += 1;
    if (code !== 0) this.#present += 1;
  }
}
