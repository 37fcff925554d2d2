import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { ColumnType } from '#shared/model/table.ts';

/** SQL table that holds the rows of a stored table; safe to put into SQL text as it is. */
export function physicalName(id: string): string {
  if (!/^\w+$/.test(id)) throw new PortraitError('not_found', { what: `Table ${id}` });
  return `t_${id}`;
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
