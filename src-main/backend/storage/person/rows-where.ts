import type { Database } from 'better-sqlite3';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import { wholeOf } from './stored-tables.ts';

/** Numbers of the rows for which `where`, a condition on columns c0, c1, ..., is true. */
export function rowNumbersOf(db: Database, table: TableInfo, where: string): number[] {
  const { from, rowid } = wholeOf(table);
  return db.prepare<[], number>(`SELECT ${rowid} FROM ${from} WHERE ${where}`).pluck().all();
}

/** The rows for which `where` is true, in their order, all columns. */
export function rowsWhere(db: Database, table: TableInfo, where: string): CellValue[][] {
  const names = table.columns.map((_, c) => `c${c}`).join(', ');
  const { from, rowid } = wholeOf(table);
  return db
    .prepare<[], CellValue[]>(`SELECT ${rowid}, ${names} FROM ${from} WHERE ${where} ORDER BY 1`)
    .raw()
    .all()
    .map(([, ...row]) => row);
}

/** In how many rows each condition is true. */
export function countsWhere(
  db: Database,
  table: TableInfo,
  conditions: readonly string[],
): number[] {
  const sums = conditions.map((condition) => `total(${condition})`);
  return (
    db
      .prepare<[], number[]>(`SELECT ${sums.join(', ')} FROM ${wholeOf(table).from}`)
      .raw()
      .get() ?? []
  );
}

/** Different numbers in the first column of rows for which `where` is true. */
export function firstNumbersWhere(db: Database, table: TableInfo, where: string): number[] {
  return db
    .prepare<[], number>(`SELECT DISTINCT c0 FROM ${wholeOf(table).from} WHERE ${where}`)
    .pluck()
    .all();
}

/** Values of some columns in rows whose first column has one of these numbers, of at most so many rows. */
export function valuesOfNumbers(
  db: Database,
  table: TableInfo,
  {
    numbers,
    columns,
    most,
  }: { numbers: readonly number[]; columns: readonly number[]; most: number },
): CellValue[] {
  const names = columns.map((c) => `c${c}`).join(', ');
  return db
    .prepare<[], CellValue[]>(
      `SELECT ${names} FROM ${wholeOf(table).from} WHERE c0 IN (${numbers.join(', ')}) LIMIT ${most}`,
    )
    .raw()
    .all()
    .flat();
}

/** At most so many different texts of a column in rows for which `where` is true, that stand in no other row. */
export function textsOnlyWhere(
  db: Database,
  table: TableInfo,
  { column, where, most }: { column: number; where: string; most: number },
): string[] {
  const { from } = wholeOf(table);
  const c = `c${column}`;
  const own = `SELECT DISTINCT ${c} FROM ${from} WHERE ${where} AND ${c} IS NOT NULL LIMIT ${most}`;
  return db
    .prepare<[], string>(
      `WITH own (value) AS MATERIALIZED (${own}) SELECT value FROM own
       WHERE value NOT IN (SELECT ${c} FROM ${from} WHERE ${c} IN (SELECT value FROM own) AND NOT ${where})`,
    )
    .pluck()
    .all();
}
