import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { ColumnType } from '#shared/model/table.ts';

/** SQL table that holds the rows of a stored table; safe to put into SQL text as it is. */
export function physicalName(id: string): string {
  if (!/^\w+$/.test(id)) throw new PortraitError('not_found', { what: `Table ${id}` });
  return `t_${id}`;
}

/** SQLite stores, joins and answers with at most so many columns: a wider table is several, row beside row. */
export const columnsPerPiece = 2000;

/** SQL tables that hold a stored table of so many columns: the first is `physicalName`. */
export function pieceNames(id: string, columns: number): string[] {
  const pieces = Math.max(1, Math.ceil(columns / columnsPerPiece));
  return Array.from({ length: pieces }, (_, piece) => pieceName(id, piece));
}

/** The SQL table that holds a column. */
export function pieceOf(id: string, column: number): string {
  return pieceName(id, Math.floor(column / columnsPerPiece));
}

/** What to select these columns from, each under the name `c` and its position, and the row's number there. */
export function sourceOf(id: string, columns: readonly number[]): { from: string; rowid: string } {
  const [first = physicalName(id), ...others] = new Set(columns.map((c) => pieceOf(id, c)));
  const joined = others.map((name) => ` JOIN ${name} ON ${name}.rowid = ${first}.rowid`);
  return { from: first + joined.join(''), rowid: `${first}.rowid` };
}

function pieceName(id: string, piece: number): string {
  return piece === 0 ? physicalName(id) : `${physicalName(id)}_p${piece}`;
}

/** An identifier for SQL text, quoted so that any name is harmless. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Declared type of a physical column; none for text of unknown nature would let 007 become 7. */
export function affinity(type: ColumnType): string {
  if (type === 'integer' || type === 'boolean') return 'INTEGER';
  return type === 'real' ? 'REAL' : 'TEXT';
}
