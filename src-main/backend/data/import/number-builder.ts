import type { ColumnType } from '#shared/model/table.ts';
import { readBoolean } from '../types/boolean-text.ts';
import type { TypedValue } from '../types/evidence.ts';
import { numberForm, NumberReader } from '../types/number-text.ts';
import { textOf, type ColumnBuilder, type OnMisfit } from './column-builder.ts';
import type { MissingMarks } from './missing-marks.ts';

/** Integers, reals and booleans. `chosen` accepts more spellings: 007, +5, 5.0 as an integer, y and n as booleans. */
export class NumberBuilder implements ColumnBuilder {
  readonly #type: ColumnType;
  readonly #chosen: boolean;
  readonly #marks: MissingMarks;
  readonly #onMisfit: OnMisfit;
  readonly #capacity: number;
  readonly #reader = new NumberReader();
  #values: Float64Array<ArrayBuffer>;
  #rows = 0;
  #present = 0;

  constructor(
    type: ColumnType,
    chosen: boolean,
    marks: MissingMarks,
    capacity: number,
    onMisfit: OnMisfit,
  ) {
    this.#type = type;
    this.#chosen = chosen;
    this.#marks = marks;
    this.#onMisfit = onMisfit;
    this.#capacity = capacity;
    this.#values = new Float64Array(capacity);
  }

  addBytes(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (this.#type === 'boolean') return this.#put(this.#boolean(bytes, start, end, line));
    const form = this.#reader.read(bytes, start, end);
    if (form === numberForm.integer || (form === numberForm.real && this.#type === 'real')) {
      const missing = this.#marks.numeric && this.#marks.has(bytes, start, end);
      return this.#put(missing ? NaN : this.#reader.value);
    }
    if (this.#marks.has(bytes, start, end)) return this.#put(NaN);
    if (form === numberForm.infinite || form === numberForm.notANumber) {
      const why = form === numberForm.infinite ? 'infinite' : 'not_a_number';
      return this.#misfit(why, textOf(bytes, start, end), line);
    }
    const value = this.#reader.value;
    if (form === numberForm.large && this.#type === 'real') return this.#put(value);
    const fits = this.#type === 'real' || Number.isSafeInteger(value);
    const lenient = form === numberForm.code || form === numberForm.real;
    if (this.#chosen && lenient && fits) return this.#put(value);
    this.#misfit(form === numberForm.large ? 'large' : 'value', textOf(bytes, start, end), line);
  }

  addValue(value: TypedValue, line: number): void {
    if (value === null) return this.#put(NaN);
    if (typeof value === 'string') {
      const bytes = Buffer.from(value);
      return this.addBytes(bytes, 0, bytes.length, line);
    }
    const number = Number(value);
    if (!Number.isFinite(number)) {
      const why = Number.isNaN(number) ? 'not_a_number' : 'infinite';
      return this.#misfit(why, String(value), line);
    }
    const fits =
      this.#type === 'real' ||
      (this.#type === 'boolean' ? number === 0 || number === 1 : Number.isSafeInteger(number));
    if (fits) this.#put(number);
    else this.#misfit(typeof value === 'bigint' ? 'large' : 'value', String(value), line);
  }

  take(): { kind: 'numbers'; values: Float64Array<ArrayBuffer> } {
    const values = this.#values.slice(0, this.#rows);
    this.#rows = 0;
    return { kind: 'numbers', values };
  }

  distinct(): undefined {
    return undefined;
  }

  present(): number {
    return this.#present;
  }

  #boolean(bytes: Uint8Array, start: number, end: number, line: number): number {
    const text = textOf(bytes, start, end);
    const value = readBoolean(text, this.#chosen);
    if (value !== undefined) return value;
    if (!this.#marks.has(bytes, start, end)) this.#onMisfit('value', text, line);
    return NaN;
  }

  #misfit(why: 'value' | 'infinite' | 'not_a_number' | 'large', text: string, line: number): void {
    this.#onMisfit(why, text, line);
    this.#put(NaN);
  }

  #put(value: number): void {
    if (this.#rows === this.#values.length) {
      const larger = new Float64Array(this.#rows + this.#capacity);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#rows] = value;
    this.#rows += 1;
    if (value === value) this.#present += 1;
  }
}
