import type { DecodedArray } from 'hyparquet';
import { decode } from './decode.ts';
import { contradiction, ParquetFault } from './fault.ts';
import type { PageStream } from './pages.ts';
import type { Field } from './schema.ts';

/** More entries than this at once mean rows that are no rows of a table any more. */
const mostEntries = 2 ** 25;

/**
 * A column below a nested field, as a queue of entries: a value with its levels, or levels alone where something is
 * missing or empty. Whole rows are loaded; an entry of repetition level 0 begins a row.
 */
export class LevelQueue {
  readonly #pages: PageStream;
  readonly #field: Field;
  readonly #convert: (raw: DecodedArray[number]) => unknown;
  readonly #dictionary: unknown[] = [];
  #definitions: number[] = [];
  #repetitions: number[] = [];
  #values: unknown[] = [];
  #at = 0;
  #value = 0;
  #begun = false;
  #ended = false;

  constructor(pages: PageStream, field: Field, convert: (raw: DecodedArray[number]) => unknown) {
    this.#pages = pages;
    this.#field = field;
    this.#convert = convert;
  }

  /** Makes `rows` whole rows ready, fewer where the column ends. */
  async load(rows: number): Promise<void> {
    this.#forget();
    let seen = 0;
    let from = 0;
    for (;;) {
      for (; from < this.#repetitions.length; from += 1) {
        if (this.#repetitions[from] !== 0) continue;
        seen += 1;
        // The row after the last one wanted has begun, so all wanted are whole.
        if (seen > rows) return;
      }
      if (this.#ended) return;
      if (this.#repetitions.length > mostEntries) {
        throw new ParquetFault('parquet_row_too_long', { most: mostEntries });
      }
      await this.#read();
    }
  }

  /** Definition level of the entry at the front. */
  get definition(): number {
    const level = this.#definitions[this.#at];
    return level ?? contradiction('columns of one field have different lengths');
  }

  /** Repetition level of the entry at the front; 0 behind the last. */
  get repetition(): number {
    return this.#repetitions.at(this.#at) ?? 0;
  }

  /** Takes the entry at the front: its value, or null where it has none. */
  take(): unknown {
    const present = this.definition === this.#field.definition;
    this.#at += 1;
    if (!present) return null;
    this.#value += 1;
    return this.#values[this.#value - 1];
  }

  async #read(): Promise<void> {
    const page = await this.#pages.next();
    if (page === undefined) {
      this.#ended = true;
      return;
    }
    if (!this.#begun && (page.repetitions?.[0] ?? 0) !== 0)
      contradiction('a row without a beginning');
    this.#begun ||= page.count > 0;
    const values = decode(page, this.#pages.dictionary, this.#dictionary, this.#convert);
    for (let i = 0; i < page.count; i += 1) {
      this.#definitions.push(page.definitions?.[i] ?? this.#field.definition);
      this.#repetitions.push(page.repetitions?.[i] ?? 0);
    }
    for (const value of values) this.#values.push(value);
  }

  #forget(): void {
    this.#definitions = this.#definitions.slice(this.#at);
    this.#repetitions = this.#repetitions.slice(this.#at);
    this.#values = this.#values.slice(this.#value);
    this.#at = 0;
    this.#value = 0;
  }
}
