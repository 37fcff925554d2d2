import { readBoolean } from '#shared/values/boolean-text.ts';
import { unknownColumn, valueText } from '#shared/encoding/index.ts';
import type { CellValue, ValueKind } from '#shared/model/table.ts';

/** Typed text as a value of a column: a number where the column holds numbers or truth values and the text is one. */
export function typedValue(text: string, kind: ValueKind | undefined): CellValue {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (kind?.type === 'boolean') return readBoolean(trimmed, true, kind.words) ?? trimmed;
  const numeric = kind?.type === 'integer' || kind?.type === 'real';
  return numeric && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

/** A value as it would be typed. */
export function typedText(value: CellValue, kind: ValueKind = unknownColumn): string {
  return valueText(value, kind) ?? '';
}
