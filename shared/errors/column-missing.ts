import { choices } from './nearest.ts';
import { PortraitError } from './portrait-error.ts';

/** The error of a column that is not among those there are, which it names. */
export function columnMissing(column: string, columns: readonly { name: string }[]): PortraitError {
  const names = columns.map(({ name }) => name);
  return new PortraitError('column_missing', { column, ...choices(column, names) });
}
