import type { Database } from 'better-sqlite3';
import type { TableInfo } from '#shared/model/table.ts';
import { labelKindOf, mostClasses } from '#shared/encoding/index.ts';
import type { AssociatedLabel } from '#shared/statistics/association.ts';
import { eachValue } from '../../storage/index.ts';

/** The label of each row, and which column it is. */
export type Label = AssociatedLabel & { column: number };

/** Reads a label column; undefined where it is text of too many values to say anything. */
export function readLabel(
  db: Database,
  { id, columns, rows }: TableInfo,
  name: string,
): Label | undefined {
  const column = columns.findIndex((candidate) => candidate.name === name);
  if (column < 0) return undefined;
  const values = new Float64Array(rows).fill(NaN);
  const codes = new Int8Array(rows).fill(-1);
  const known = new Map<string | number, number>();
  eachValue(db, id, column, rows, (value, row) => {
    if (value === null) return;
    if (typeof value === 'number') values[row] = value;
    let code = known.get(value);
    if (code === undefined && known.size <= mostClasses) known.set(value, (code = known.size));
    codes[row] = code ?? -1;
  });
  const kind = labelKindOf(columns[column]!.type, known.size);
  if (kind === 'number') return { kind, column, values };
  if (known.size > mostClasses || known.size < 2) return undefined;
  return { kind: 'classes', column, classes: known.size, codes };
}
