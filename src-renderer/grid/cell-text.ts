import { valueText } from '#shared/encoding/index.ts';
import type { CellValue, ColumnType, ValueKind } from '#shared/model/table.ts';

/** A stored value as the grid writes it: truth values in their column's words, whole numbers plain (they may be identifiers), others to six digits. */
export function cellText(value: CellValue, kind: ValueKind): string {
  if (value === null) return '';
  if (kind.type === 'boolean') return valueText(value, kind) ?? '';
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}

/** Numbers stand at the right, so that their digits line up. */
export function isRight(type: ColumnType): boolean {
  return type === 'integer' || type === 'real';
}

/** A first width in pixels from the name and the type; the user can change it. */
export function firstWidth(name: string, type: ColumnType): number {
  const wide = [...name].reduce((sum, letter) => sum + (letter > '\u2e80' ? 13 : 7.2), 0) + 58;
  const least = { text: 150, category: 120, date: 140, integer: 88, real: 96, boolean: 88 }[type];
  return Math.round(Math.min(280, Math.max(least, wide)));
}
