import type { Database } from 'better-sqlite3';
import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import { storedTime } from '#shared/values/time/index.ts';
import { eachValue } from '../../storage/index.ts';

/** A column in memory: numbers and times as float64 (NaN where missing), anything else as codes into its values. */
export type ChartColumn = { column: Column } & (
  | { kind: 'numbers'; numbers: Float64Array }
  | { kind: 'values'; codes: Int32Array; values: CellValue[] }
);

/** A column of so many rows that is filled row by row; rows never given are missing. */
function emptyColumn(column: Column, rows: number): { take: Take; made: () => ChartColumn } {
  if (column.type === 'integer' || column.type === 'real' || column.type === 'date') {
    const numbers = new Float64Array(rows).fill(NaN);
    return {
      take(value, row) {
        // Types of computed columns are inferred; a stray text in one counts as missing here.
        numbers[row] = typeof value === 'number' ? value : (storedTime(value) ?? NaN);
      },
      made: () => ({ column, kind: 'numbers', numbers }),
    };
  }
  const codes = new Int32Array(rows).fill(-1);
  const known = new Map<CellValue, number>();
  return {
    take(value, row) {
      if (value === null) return;
      let code = known.get(value);
      if (code === undefined) known.set(value, (code = known.size));
      codes[row] = code;
    },
    made: () => ({ column, kind: 'values', codes, values: [...known.keys()] }),
  };
}
type Take = (value: CellValue, row: number) => void;

/** Reads a column of a stored table; times as epoch milliseconds. */
export function readChartColumn(db: Database, table: TableInfo, index: number): ChartColumn {
  const { take, made } = emptyColumn(table.columns[index]!, table.rows);
  eachValue(db, table.id, index, table.rows, take);
  return made();
}

/** A column of values in memory. */
export function columnOfValues(column: Column, values: readonly CellValue[]): ChartColumn {
  const { take, made } = emptyColumn(column, values.length);
  for (const [row, value] of values.entries()) take(value, row);
  return made();
}

/** The number a row has: of a boolean 0 or 1; NaN where it has none. */
export function numberAt(column: ChartColumn, row: number): number {
  if (column.kind === 'numbers') return column.numbers[row]!;
  const value = column.values[column.codes[row]!];
  return typeof value === 'number' ? value : NaN;
}

/** What tells a row's value from others, of whatever type; NaN where it is missing. */
export function identityAt(column: ChartColumn, row: number): number {
  if (column.kind === 'numbers') return column.numbers[row]!;
  const code = column.codes[row]!;
  return code < 0 ? NaN : code;
}
