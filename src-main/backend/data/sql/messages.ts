import type { CellValue, Column } from '#shared/model/table.ts';

/** A table the query may read: the name it goes by and where it is stored. */
export type SqlInput = { name: string; physical: string; columns: Column[] };
export type SqlTask = {
  path: string;
  query: string;
  inputs: SqlInput[];
  rowLimit: number;
};

/** What the query's thread says. Types of columns that come straight from an input are known, others are null. */
export type SqlMessage =
  | { type: 'columns'; names: string[]; types: (Column['type'] | null)[] }
  | { type: 'rows'; rows: CellValue[][] }
  | { type: 'done' };
