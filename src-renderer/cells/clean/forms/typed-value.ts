import type { CellValue, ColumnType } from '#shared/model/table.ts';

/** Typed text as a value of a column: a number where the column holds numbers and the text is one. */
export function typedValue(text: string, type: ColumnType | undefined): CellValue {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const numeric = type === 'integer' || type === 'real' || type === 'boolean';
  if (type === 'boolean' && /^(true|false)$/i.test(trimmed)) return /^true$/i.test(trimmed) ? 1 : 0;
  return numeric && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}
