import type { CellValue } from '#shared/model/table.ts';
import type { ColumnBatch } from './messages.ts';

/** Turns column batches back into rows; remembers the texts of earlier batches. */
export class BatchRows {
  readonly #texts: (string | null)[][];
  #columns: ColumnBatch[] = [];

  constructor(width: number) {
    this.#texts = Array.from({ length: width }, () => [null]);
  }

  take(columns: ColumnBatch[]): void {
    this.#columns = columns;
    for (const [c, column] of columns.entries()) {
      if (column.kind !== 'texts') continue;
      if (column.reset) this.#texts[c] = [null];
      const texts = this.#texts[c]!;
      for (const text of column.fresh) texts.push(text);
    }
  }

  /** Puts row `row` of the latest batch into `params` from `at` on. */
  fill(row: number, params: (CellValue | bigint)[], at: number): void {
    const columns = this.#columns;
    for (let c = 0; c < columns.length; c += 1) {
      const column = columns[c]!;
      if (column.kind === 'numbers') {
        const value = column.values[row]!;
        params[at + c] = value === value ? value : null;
      } else {
        params[at + c] = this.#texts[c]![column.codes[row]!]!;
      }
    }
  }

  /** Gives the latest batch's memory back at once: buffers that came from another thread are collected late. */
  release(): void {
    for (const column of this.#columns) {
      const { buffer } = column.kind === 'numbers' ? column.values : column.codes;
      buffer.transfer(0);
    }
    this.#columns = [];
  }
}
