import type { Column } from '#shared/model/table.ts';
import { firstWidth } from './cell-text.ts';

const least = 56;

/** Widths of a grid's columns and which of them can be seen. */
export class GridColumns {
  #widths: number[] = $state([]);
  readonly #lefts: number[] = $derived.by(() => {
    const lefts = [0];
    for (const width of this.#widths) lefts.push((lefts.at(-1) ?? 0) + width);
    return lefts;
  });

  constructor(columns: readonly Column[]) {
    this.#widths = columns.map(({ name, type }) => firstWidth(name, type));
  }

  /** Width of all columns together, in pixels. */
  get total(): number {
    return this.#lefts.at(-1) ?? 0;
  }

  width(index: number): number {
    return this.#widths[index] ?? least;
  }

  left(index: number): number {
    return this.#lefts.at(index) ?? 0;
  }

  resize(index: number, width: number): void {
    this.#widths[index] = Math.round(Math.max(least, Math.min(900, width)));
  }

  /** Indices of the columns that reach into the given stretch, with one more on both sides. */
  visible(from: number, to: number): number[] {
    const shown: number[] = [];
    for (let index = 0; index < this.#widths.length; index += 1) {
      if (this.left(index + 1) >= from - 200 && this.left(index) <= to + 200) shown.push(index);
    }
    return shown;
  }
}
