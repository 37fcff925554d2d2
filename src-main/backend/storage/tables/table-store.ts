import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { PortraitError } from '#shared/errors/index.ts';
import { column, type CellValue, type Column } from '#shared/model/table.ts';
import type { RowPage, RowQuery, TableInfo } from '#shared/model/table.ts';
import { storedJson } from '../stored-json.ts';
import type { DatabaseFile, PageKey } from '../encryption/index.ts';
import { affinity, columnsPerPiece, physicalName, pieceNames } from './names.ts';
import { OrderCache } from './order-cache.ts';
import { PieceRows } from './piece-rows.ts';
import { rowSelection } from './row-selection.ts';
import { TableDropper } from './table-dropper.ts';
import { TableWriter } from './table-writer.ts';

const storedColumns = z.array(column);
const mostColumns = 20_000;
/** Characters of a text that a page shows: a screen full. */
const mostShown = 4000;

/** Stored tables: rows by number (1-based, dense), columns by position. */
export class TableStore {
  readonly #db: Database;
  readonly #newId: () => string;
  readonly #orders: OrderCache;
  readonly #dropper: TableDropper;
  readonly #infos = new Map<string, TableInfo>();
  readonly #inPlace: () => void;
  readonly #key: PageKey | null;

  /**
   * The schema must be there; leftovers of interrupted writes are dropped. `inPlace` throws where the file is not at its path,
   * so that no reader opens another.
   */
  constructor(
    db: Database,
    newId: () => string,
    inPlace: () => void = () => undefined,
    key: PageKey | null = null,
  ) {
    this.#db = db;
    this.#key = key;
    this.#newId = newId;
    this.#inPlace = inPlace;
    this.#orders = new OrderCache(db, () => this.file);
    this.#dropper = new TableDropper(db);
    this.#dropLeftovers();
  }

  /**
   * Starts a table. Columns whose type is not known yet may be declared `untyped`: values are then kept exactly
   * as given. Throws file_too_many_columns.
   */
  create(columns: Column[], options: { synthetic: boolean; untyped?: boolean }): TableWriter {
    if (columns.length > mostColumns) {
      throw new PortraitError('file_too_many_columns', {
        found: columns.length,
        limit: mostColumns,
      });
    }
    const id = this.#newId().replace(/\W/g, '');
    const declared = columns.map(({ type }, c) =>
      options.untyped === true ? `c${c}` : `c${c} ${affinity(type)}`,
    );
    for (const [piece, name] of pieceNames(id, columns.length).entries()) {
      const from = piece * columnsPerPiece;
      const some = declared.slice(from, from + columnsPerPiece);
      this.#db.exec(`CREATE TABLE ${name} (${some.join(', ')})`);
    }
    const drop = (name: string, rows: number): void => this.#dropper.abandon(name, rows);
    return new TableWriter(this.#db, id, columns, options.synthetic, drop);
  }

  /** Throws not_found. */
  info(id: string): TableInfo {
    const known = this.#infos.get(id);
    if (known !== undefined) return known;
    const row = this.#db
      .prepare<[string], { columns: string; rows: number; synthetic: number }>(
        'SELECT columns, rows, synthetic FROM tables WHERE id = ?',
      )
      .get(id);
    if (row === undefined) throw new PortraitError('not_found', { what: `Table ${id}` });
    const columns = storedJson(storedColumns, row.columns, `the columns of table ${id}`);
    const info = { id, columns, rows: row.rows, synthetic: row.synthetic === 1 };
    this.#infos.set(id, info);
    return info;
  }

  /** The database file, for readers of their own; close them before the workspace. Throws where it is not there. */
  get file(): DatabaseFile {
    this.#inPlace();
    return { path: this.#db.name, key: this.#key };
  }

  /** Ids of all tables. */
  list(): string[] {
    return this.#db.prepare<[], string>('SELECT id FROM tables ORDER BY id').pluck().all();
  }

  /** Gone at once for every reader; the space of a large table is freed bit by bit. Unknown ids are ignored. */
  drop(id: string): void {
    const gone = this.#db
      .prepare<[string], { rows: number; columns: string }>(
        'DELETE FROM tables WHERE id = ? RETURNING rows, columns',
      )
      .get(id);
    this.#infos.delete(id);
    this.#orders.drop(id);
    if (gone === undefined) return;
    const width = storedColumns.parse(JSON.parse(gone.columns)).length;
    for (const name of pieceNames(id, width)) this.#dropper.drop(name, gone.rows);
  }

  /** Ends the freeing of space; what is left is dropped at the next open. */
  close(): void {
    this.#dropper.close();
  }

  /** A page at once. For tables a person looks at, `openPage` never blocks. */
  page(query: RowQuery): RowPage {
    const info = this.info(query.table);
    const selection = rowSelection(info, query);
    return this.#page(info, query, selection && this.#orders.now(info.id, selection));
  }

  /** As `page`, with long texts cut; large tables are sorted, filtered and searched on another thread. */
  async openPage(query: RowQuery): Promise<RowPage> {
    const info = this.info(query.table);
    const selection = rowSelection(info, query);
    if (selection === undefined) return this.#page(info, query, undefined, shown);
    const order = await this.#orders.get(info.id, info.rows, selection);
    return this.#page(info, query, order, shown);
  }

  /** Rows in stored order, in batches; other writes may happen between two batches. */
  *scan(
    id: string,
    options: { columns?: number[]; batch?: number } = {},
  ): Iterable<{ first: number; rows: CellValue[][] }> {
    const info = this.info(id);
    const batch = options.batch ?? 2000;
    const reader = new PieceRows(this.#db, id, options.columns ?? [...info.columns.keys()]);
    for (let first = 1; first <= info.rows; first += batch) {
      yield { first, rows: reader.between(first, first + batch - 1) };
    }
  }

  /** Reads single rows by number, from 1, all columns; undefined where there is none. */
  rowReader(id: string): (number: number) => CellValue[] | undefined {
    const reader = new PieceRows(this.#db, id, [...this.info(id).columns.keys()]);
    return (number) => reader.between(number, number)[0];
  }

  physicalName(id: string): string {
    return physicalName(id);
  }

  /** Tables that hold fewer or more rows than the ledger says: the sign of a damaged file. */
  damaged(): { id: string; expected: number; found: number }[] {
    return this.list().flatMap((id) => {
      const expected = this.info(id).rows;
      const found = this.#exists(physicalName(id)) ? this.#lastRow(physicalName(id)) : 0;
      return found === expected ? [] : [{ id, expected, found }];
    });
  }

  #page(
    info: TableInfo,
    query: RowQuery,
    order: Uint32Array | undefined,
    column?: (c: number) => string,
  ): RowPage {
    const reader = new PieceRows(this.#db, info.id, [...info.columns.keys()], column);
    if (order === undefined) {
      const rows = reader.between(query.offset + 1, query.offset + query.limit);
      return { total: info.rows, numbers: rows.map((_, i) => query.offset + 1 + i), rows };
    }
    const numbers = [...order.subarray(query.offset, query.offset + query.limit)];
    const rows = numbers.map((number) => reader.between(number, number)[0]!);
    return { total: order.length, numbers, rows };
  }

  #dropLeftovers(): void {
    const known = new Set(
      this.list().flatMap((id) => pieceNames(id, this.info(id).columns.length)),
    );
    const names = this.#db
      .prepare<[], string>(
        String.raw`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 't\_%' ESCAPE '\'`,
      )
      .pluck()
      .all();
    for (const name of names) if (!known.has(name)) this.#dropper.drop(name, this.#lastRow(name));
  }

  #exists(name: string): boolean {
    const found = this.#db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name);
    return found !== undefined;
  }

  #lastRow(name: string): number {
    const last = this.#db
      .prepare<[], number | null>(`SELECT max(rowid) FROM ${name}`)
      .pluck()
      .get();
    return last ?? 0;
  }
}

/** A column of a page for the screen: what is cut off a long text is counted in its place. */
function shown(c: number): string {
  return `CASE WHEN typeof(c${c}) = 'text' AND length(c${c}) > ${mostShown}
    THEN substr(c${c}, 1, ${mostShown}) || '… [+' || (length(c${c}) - ${mostShown}) || ']' ELSE c${c} END`;
}
