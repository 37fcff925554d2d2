import type { Database, Statement } from 'better-sqlite3';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import { assertRoom, databaseBytes } from '../file/room.ts';
import { columnsPerPiece, pieceNames, pieceOf } from './names.ts';

/** Puts one row into `params` from position `at` on. */
export type FillRow = (row: number, params: Parameter[], at: number) => void;
/** The driver binds every number as a real, which an untyped column keeps; a bigint is kept as an integer. */
type Parameter = CellValue | bigint;

const rowsPerStatement = 32;
const mostParameters = 4096;
const rowsToText = 20_000;

/**
 * Writes one table in short transactions. The table is listed only by `finish`; until then a crash leaves
 * nothing but a physical table that is dropped at the next open.
 */
export class TableWriter {
  readonly id: string;
  readonly #db: Database;
  readonly #columns: Column[];
  readonly #synthetic: boolean;
  readonly #drop: (name: string, rows: number) => void;
  #many: Statement | undefined;
  /** One for each SQL table the columns are spread over. */
  #one: Statement[];
  readonly #group: number;
  #rows = 0;
  /** Bytes the largest batch so far took in the file. */
  #batchBytes = 0;
  #open = true;

  constructor(
    db: Database,
    id: string,
    columns: Column[],
    synthetic: boolean,
    drop: (name: string, rows: number) => void,
  ) {
    this.id = id;
    this.#db = db;
    this.#columns = columns;
    this.#synthetic = synthetic;
    this.#drop = drop;
    const width = columns.length;
    this.#group = Math.max(1, Math.min(rowsPerStatement, Math.floor(mostParameters / width)));
    [this.#one, this.#many] = this.#prepare();
  }

  get rows(): number {
    return this.#rows;
  }

  /** Appends rows in column order, in one transaction. */
  append(rows: readonly Parameter[][]): void {
    const width = this.#columns.length;
    this.appendFrom(rows.length, (row, params, at) => {
      const values = rows[row]!;
      for (let c = 0; c < width; c += 1) params[at + c] = values[c] ?? null;
    });
  }

  /**
   * Appends `count` rows that `fill` supplies, in one transaction, without making arrays of them. Throws `disk_full` while there
   * is room left to clean up.
   */
  appendFrom(count: number, fill: FillRow): void {
    const width = this.#columns.length;
    const group = this.#group;
    // The workspace may have gone on in another file since.
    if (this.#one[0]?.database.open === false) [this.#one, this.#many] = this.#prepare();
    assertRoom(this.#db, this.#batchBytes);
    const before = databaseBytes(this.#db);
    const many: Parameter[] = Array<Parameter>(group * width).fill(null);
    const one: Parameter[] = Array<Parameter>(width).fill(null);
    // Losing unlisted rows to a power cut is harmless: only `finish` must reach the disk, and it syncs them all.
    const synchronous = this.#db.pragma('synchronous', { simple: true });
    this.#db.pragma('synchronous = NORMAL');
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      let row = 0;
      for (; this.#many !== undefined && row + group <= count; row += group) {
        for (let r = 0; r < group; r += 1) fill(row + r, many, r * width);
        this.#many.run(many);
      }
      for (; row < count; row += 1) {
        fill(row, one, 0);
        for (const [piece, statement] of this.#one.entries()) {
          const from = piece * columnsPerPiece;
          statement.run(one.slice(from, from + columnsPerPiece));
        }
      }
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw error;
    } finally {
      this.#db.pragma(`synchronous = ${String(synchronous)}`);
    }
    this.#batchBytes = Math.max(this.#batchBytes, databaseBytes(this.#db) - before);
    this.#rows += count;
  }

  /** Makes the numbers of columns text, digit for digit, some rows at a time. Throws cancelled. */
  async toText(columns: readonly number[], signal: AbortSignal): Promise<void> {
    for (const c of columns) {
      const update = this.#db.prepare(
        `UPDATE ${pieceOf(this.id, c)} SET c${c} = CAST(c${c} AS TEXT)
         WHERE rowid BETWEEN ? AND ? AND typeof(c${c}) IN ('integer', 'real')`,
      );
      for (let first = 1; first <= this.#rows; first += rowsToText) {
        if (signal.aborted) throw new PortraitError('cancelled');
        update.run(first, first + rowsToText - 1);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  #prepare(): [Statement[], Statement | undefined] {
    const width = this.#columns.length;
    const names = pieceNames(this.id, width);
    const one = names.map((name, piece) => {
      const some = Math.min(columnsPerPiece, width - piece * columnsPerPiece);
      return this.#db.prepare(insertion(name, some, 1));
    });
    const many = insertion(names[0]!, width, this.#group);
    return [one, names.length > 1 ? undefined : this.#db.prepare(many)];
  }

  /** Lists the table. `columns` may refine types that are known only after the last row. */
  finish(columns: Column[] = this.#columns): TableInfo {
    this.#db
      .prepare('INSERT INTO tables (id, columns, rows, synthetic) VALUES (?, ?, ?, ?)')
      .run(this.id, JSON.stringify(columns), this.#rows, this.#synthetic ? 1 : 0);
    this.#open = false;
    return { id: this.id, columns, rows: this.#rows, synthetic: this.#synthetic };
  }

  /** Leaves nothing behind; harmless after `finish`. */
  abort(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const name of pieceNames(this.id, this.#columns.length)) this.#drop(name, this.#rows);
  }
}

function insertion(name: string, width: number, rows: number): string {
  const tuple = `(${Array(width).fill('?').join(',')})`;
  return `INSERT INTO ${name} VALUES ${Array(rows).fill(tuple).join(',')}`;
}
