import type { ImportWarning } from '#shared/model/cells/data.ts';
import type { CellValue, Column, ValueKind } from '#shared/model/table.ts';
import type { Work } from '../../lib/index.ts';
import type { DatabaseFile } from '../../storage/index.ts';

/** A table the query may read: the name it goes by and the stored table. */
export type SqlInput = { name: string; id: string; columns: Column[] };
export type SqlTask = {
  file: DatabaseFile;
  query: string;
  inputs: SqlInput[];
  rowLimit: number;
  /** Characters of all texts together, numbers as eight. */
  characterLimit: number;
};

/** An integer of SQLite's is a bigint, so that it stays one beside reals. */
export type SqlValue = CellValue | bigint;

export type SqlWork = Work<SqlTask, SqlMessage>;

/** What the query's process says. Kinds of columns that come straight from an input are known, others are null. */
export type SqlMessage =
  | { type: 'columns'; names: string[]; kinds: (ValueKind | null)[] }
  | { type: 'rows'; rows: SqlValue[][] }
  /** `exact`: columns with integers beyond 2^53, all of whose values are to be text. */
  | { type: 'done'; exact: number[]; warnings: ImportWarning[] };
