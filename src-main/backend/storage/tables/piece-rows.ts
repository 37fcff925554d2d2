import type { Database, Statement } from 'better-sqlite3';
import type { CellValue } from '#shared/model/table.ts';
import { columnsPerPiece, sourceOf } from './names.ts';

type Rows = Statement<[number, number], CellValue[]>;

/** Reads rows of a stored table by their numbers, as many columns as are asked for. */
export class PieceRows {
  readonly #prepare: () => Rows[];
  #statements: Rows[];

  /** `expression`: what is read of a column, in SQL; all of it where there is none. */
  constructor(
    db: Database,
    id: string,
    columns: readonly number[],
    expression: (column: number) => string = (c) => `c${c}`,
  ) {
    const groups: number[][] = [];
    for (let at = 0; at < Math.max(1, columns.length); at += columnsPerPiece) {
      groups.push(columns.slice(at, at + columnsPerPiece));
    }
    this.#prepare = () =>
      groups.map((group) => {
        const { from, rowid } = sourceOf(id, group);
        const names = group.length > 0 ? group.map(expression).join(', ') : 'NULL';
        return db
          .prepare<[number, number], CellValue[]>(
            `SELECT ${names} FROM ${from} WHERE ${rowid} BETWEEN ? AND ?`,
          )
          .raw();
      });
    this.#statements = this.#prepare();
  }

  /** Rows `first` to `last`, both counted from 1 and both among them. */
  between(first: number, last: number): CellValue[][] {
    // The workspace may go on in another file between two calls.
    if (this.#statements[0]?.database.open === false) this.#statements = this.#prepare();
    const [rows, ...others] = this.#statements.map((statement) => statement.all(first, last));
    for (const more of others) {
      for (const [r, row] of rows!.entries()) for (const value of more[r]!) row.push(value);
    }
    return rows!;
  }
}
