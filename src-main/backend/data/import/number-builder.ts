import type { ColumnType, TruthWords } from '#shared/model/table.ts';
import {
  numberForm,
  NumberReader,
  readSpelled,
  spelledNumber,
  type NumberForm,
} from '#shared/values/number/index.ts';
import { readBoolean, TruthSpellings } from '#shared/values/boolean-text.ts';
import type { TypedValue } from '../types/evidence.ts';
import { textOf, type ColumnBuilder, type OnMisfit } from './column-builder.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { MarkTally } from './mark-tally.ts';
import type { MissingMarks } from './missing-marks.ts';

/** Integers, reals and booleans. A chosen type accepts more spellings: 007, +5, 5.0 as an integer, y and n as booleans. */
export class NumberBuilder implements ColumnBuilder {
  readonly #type: ColumnType;
  readonly #plan: ColumnPlan;
  readonly #marks: MissingMarks;
  readonly #tally: MarkTally;
  readonly #onMisfit: OnMisfit;
  readonly #capacity: number;
  readonly #reader = new NumberReader();
  readonly #spellings = new TruthSpellings();
  /** Plain digits, and digits with a point, mean what they say. */
  readonly #plainIntegers: boolean;
  readonly #plainReals: boolean;
  #values: Float64Array<ArrayBuffer>;
  #rows = 0;
  #present = 0;

  constructor(
    plan: ColumnPlan,
    marks: MissingMarks,
    tally: MarkTally,
    capacity: number,
    onMisfit: OnMisfit,
  ) {
    this.#type = plan.type;
    this.#plan = plan;
    this.#marks = marks;
    this.#tally = tally;
    this.#onMisfit = onMisfit;
    this.#capacity = capacity;
    this.#plainIntegers = plan.reading?.percent !== true;
    const point = (plan.reading?.format.decimal ?? '.') === '.';
    this.#plainReals = plan.type === 'real' && this.#plainIntegers && point;
    this.#values = new Float64Array(capacity);
  }

  addBytes(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (this.#type === 'boolean') return this.#put(this.#boolean(bytes, start, end, line));
    const form = this.#reader.read(bytes, start, end);
    const plain =
      form === numberForm.integer
        ? this.#plainIntegers
        : this.#plainReals && (form === numberForm.real || form === numberForm.exponent);
    if (plain && Number.isFinite(this.#reader.value)) {
      const missing = this.#marks.numeric && this.#marks.has(bytes, start, end);
      return this.#put(missing ? NaN : this.#reader.value);
    }
    if (this.#marks.has(bytes, start, end)) return this.#put(NaN);
    if (this.#tally.take(bytes, start, end, line)) return this.#put(NaN);
    if (form === numberForm.notANumber) {
      return this.#misfit('not_a_number', textOf(bytes, start, end), line);
    }
    const infinite = form === numberForm.exponent && !Number.isFinite(this.#reader.value);
    if (infinite || form === numberForm.infinite) {
      return this.#misfit('infinite', textOf(bytes, start, end), line);
    }
    this.#other(form, textOf(bytes, start, end), line);
  }

  addValue(value: TypedValue, line: number): void {
    if (value === null) return this.#put(NaN);
    if (typeof value === 'string') {
      const bytes = Buffer.from(value);
      // A typed string is a string even where it looks like a number: only a person's choice reads it as one.
      if (this.#plan.chosen || this.#type === 'boolean') {
        return this.addBytes(bytes, 0, bytes.length, line);
      }
      const marked = this.#marks.hasText(value) || this.#tally.take(bytes, 0, bytes.length, line);
      return marked ? this.#put(NaN) : this.#misfit('value', value, line);
    }
    const number = Number(value);
    if (!Number.isFinite(number)) {
      const why = Number.isNaN(number) ? 'not_a_number' : 'infinite';
      return this.#misfit(why, String(value), line);
    }
    const fits =
      this.#type === 'real' ||
      (this.#type === 'boolean' ? number === 0 || number === 1 : Number.isSafeInteger(number));
    if (fits && this.#type === 'boolean' && (typeof value !== 'boolean' || this.#plan.truthWords))
      this.#spellings.note(String(value), number);
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

  words(): TruthWords | undefined {
    return this.#spellings.words();
  }

  spellings(): string[] {
    return this.#spellings.several();
  }

  /** A number that is not written plainly. */
  #other(form: NumberForm, text: string, line: number): void {
    const { chosen, reading } = this.#plan;
    if (form === numberForm.large && this.#type === 'real') return this.#put(this.#reader.value);
    const spelled = reading === null ? undefined : spelledNumber(text);
    if (reading === null || spelled === undefined) {
      const why = form === numberForm.large ? 'large' : 'value';
      return this.#misfit(why, text, line);
    }
    const value = readSpelled(spelled, reading);
    const code = form === numberForm.code && !chosen;
    const known = spelled.currency === '' || reading.currencies.includes(spelled.currency);
    const fits = this.#type === 'real' || Number.isSafeInteger(value);
    if (value !== undefined && fits && !code && (known || chosen)) return this.#put(value);
    this.#misfit(fits || value === undefined ? 'value' : 'large', text, line);
  }

  #boolean(bytes: Uint8Array, start: number, end: number, line: number): number {
    const text = textOf(bytes, start, end);
    const value = readBoolean(text, this.#plan.chosen);
    if (value !== undefined) {
      this.#spellings.note(text, value);
      return value;
    }
    const missing = this.#marks.has(bytes, start, end) || this.#tally.take(bytes, start, end, line);
    if (!missing) this.#onMisfit('value', text, line);
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
