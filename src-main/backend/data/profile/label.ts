import type { Database } from 'better-sqlite3';
import type { Column } from '#shared/model/table.ts';
import { eachValue } from './column-values.ts';

const mostClasses = 50;
const numeric = new Set<Column['type']>(['integer', 'real']);

/** The label of each row: classes by number (-1 missing), or numbers (NaN missing). */
export type Label =
  | { kind: 'classes'; column: number; classes: number; codes: Int8Array }
  | { kind: 'number'; column: number; values: Float64Array };

/** Reads a label column; undefined where it is text of too many values to say anything. */
export function readLabel(
  db: Database,
  table: string,
  columns: readonly Column[],
  rows: number,
  name: string,
): Label | undefined {
  const column = columns.findIndex((candidate) => candidate.name === name);
  if (column < 0) return undefined;
  const values = new Float64Array(rows).fill(NaN);
  const codes = new Int8Array(rows).fill(-1);
  const known = new Map<string | number, number>();
  eachValue(db, table, column, rows, (value, row) => {
    if (value === null) return;
    if (typeof value === 'number') values[row] = value;
    let code = known.get(value);
    if (code === undefined && known.size <= mostClasses) known.set(value, (code = known.size));
    codes[row] = code ?? -1;
  });
  const isNumber = numeric.has(columns[column]!.type);
  if (known.size > 2 && isNumber) return { kind: 'number', column, values };
  if (known.size > mostClasses || known.size < 2) return undefined;
  return { kind: 'classes', column, classes: known.size, codes };
}
