import { choices } from './nearest.ts';
import { PortraitError } from './portrait-error.ts';

/** The error of a column that is not among those there are, which it names. */
export function columnMissing(column: string, columns: readonly { name: string }[]): PortraitError {
  const names = columns.map(({ name }) => name);
  return new PortraitError('column_missing', { column, ...choices(column, names) });
}

/** Where a column of that name stands. Throws column_missing. */
export function columnPlace(name: string | null, columns: readonly { name: string }[]): number {
  const at = columns.findIndex((column) => column.name === name);
  if (at < 0) throw columnMissing(name ?? '', columns);
  return at;
}
