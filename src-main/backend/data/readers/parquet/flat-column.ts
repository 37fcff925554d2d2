import type { TypedValue } from '../../types/evidence.ts';
import type { PageStream } from './pages.ts';
import { decode } from './decode.ts';
import type { Field } from './schema.ts';
import type { Convert } from './values.ts';

/** A column of one value a row, read so many rows at a time. */
export class FlatColumn {
  readonly #pages: PageStream;
  readonly #field: Field;
  readonly #convert: Convert;
  readonly #dictionary: TypedValue[] = [];
  #page: TypedValue[] = [];
  #at = 0;

  constructor(pages: PageStream, field: Field, convert: Convert) {
    this.#pages = pages;
    this.#field = field;
    this.#convert = convert;
  }

  /** The next `rows` values, fewer where the column ends. */
  async take(rows: number): Promise<TypedValue[]> {
    const taken: TypedValue[] = [];
    while (taken.length < rows) {
      if (this.#at === this.#page.length && !(await this.#load())) break;
      const to = Math.min(this.#page.length, this.#at + rows - taken.length);
      for (; this.#at < to; this.#at += 1) taken.push(this.#page[this.#at]!);
    }
    return taken;
  }

  async #load(): Promise<boolean> {
    const page = await this.#pages.next();
    if (page === undefined) return false;
    const values = decode(page, this.#pages.dictionary, this.#dictionary, this.#convert);
    this.#page =
      page.definitions === undefined
        ? values
        : spread(page.definitions, values, this.#field.definition);
    this.#at = 0;
    return true;
  }
}

/** Puts values where their row has one. */
function spread(definitions: Int32Array, values: TypedValue[], present: number): TypedValue[] {
  let next = 0;
  const rows = Array<TypedValue>(definitions.length);
  for (let row = 0; row < rows.length; row += 1) {
    rows[row] = definitions[row] === present ? values[next++]! : null;
  }
  return rows;
}
