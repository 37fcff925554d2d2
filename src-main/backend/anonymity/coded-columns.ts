import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import type { Workspace } from '../storage/index.ts';
import type { Pace, Partition } from './partition.ts';

/** A column with its different values by number, in the order they come, or by size where it is ordered. */
export type CodedColumn = Column & {
  part: Partition;
  /** Numbers without a missing value, whose order says how far apart two are. */
  ordered: boolean;
  values: CellValue[];
  /** Rows a value. */
  counts: Uint32Array;
};

const batch = 2000;

/** Reads columns of a stored table. A missing value is a value of its own. Throws cancelled. */
export async function codedColumns(
  tables: Workspace['tables'],
  table: TableInfo,
  columns: readonly number[],
  tell: { pace: Pace; progress(done: number): void },
): Promise<CodedColumn[]> {
  const codes = columns.map(() => new Uint32Array(table.rows));
  const known = columns.map(() => new Map<CellValue, number>());
  if (columns.length > 0)
    for (const { first, rows } of tables.scan(table.id, { columns: [...columns], batch })) {
      for (let at = 0; at < columns.length; at += 1) {
        const [own, numbers] = [codes[at]!, known[at]!];
        for (let row = 0; row < rows.length; row += 1) {
          const value = rows[row]![at]!;
          let code = numbers.get(value);
          if (code === undefined) {
            code = numbers.size;
            numbers.set(value, code);
          }
          own[first - 1 + row] = code;
        }
      }
      tell.progress(first - 1 + rows.length);
      await tell.pace();
    }
  return columns.map((column, at) => coded(table.columns[column]!, codes[at]!, known[at]!));
}

function coded(column: Column, of: Uint32Array, known: Map<CellValue, number>): CodedColumn {
  const numbers = column.type === 'integer' || column.type === 'real';
  const ordered = numbers && !known.has(null);
  let values = [...known.keys()];
  if (ordered) {
    values = values.toSorted((a, b) => Number(a) - Number(b));
    const places = new Uint32Array(values.length);
    for (const [place, value] of values.entries()) places[known.get(value)!] = place;
    for (let row = 0; row < of.length; row += 1) of[row] = places[of[row]!]!;
  }
  const counts = new Uint32Array(values.length);
  for (const code of of) counts[code]! += 1;
  return { ...column, part: { of, count: values.length }, ordered, values, counts };
}
