import { largest } from '#shared/statistics/extremes.ts';
import { numberForm, NumberReader } from '#shared/values/number/index.ts';

/** The texts that stand for a missing value, spaces around them aside. */
export class MissingMarks {
  readonly #marks: Buffer[];
  readonly #longest: number;
  readonly #empty: boolean;
  /** Whether a mark reads as a number (-999), so that numbers have to be compared too. */
  readonly numeric: boolean;

  constructor(marks: readonly string[]) {
    const reader = new NumberReader();
    this.#marks = marks.map((mark) => Buffer.from(mark.trim())).filter(({ length }) => length > 0);
    this.#longest = largest(
      this.#marks.map(({ length }) => length),
      0,
    );
    this.#empty = marks.some((mark) => mark.trim() === '');
    this.numeric = this.#marks.some((mark) => {
      const form = reader.read(mark, 0, mark.length);
      return form !== numberForm.none && form !== numberForm.notANumber;
    });
  }

  has(bytes: Uint8Array, start: number, end: number): boolean {
    while (start < end && bytes[start]! <= 32) start += 1;
    while (end > start && bytes[end - 1]! <= 32) end -= 1;
    const length = end - start;
    if (length === 0) return this.#empty;
    if (length > this.#longest) return false;
    return this.#marks.some((mark) => mark.length === length && same(mark, bytes, start));
  }

  hasText(text: string): boolean {
    const trimmed = text.trim();
    if (trimmed === '') return this.#empty;
    return this.#marks.some((mark) => mark.toString() === trimmed);
  }
}

function same(mark: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < mark.length; i += 1) if (mark[i] !== bytes[start + i]) return false;
  return true;
}
