import { PortraitError } from '#shared/errors/index.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { valueNumber } from '#shared/encoding/index.ts';
import { decideTime, newTimeEvidence, noteTime, readTimeText } from '#shared/values/time/index.ts';
import { readBoolean } from '#shared/values/boolean-text.ts';

/** A value typed into a form as the column would store it. Throws cell_settings_invalid where it cannot. */
export function settingsValue(value: CellValue, column: Column, path: string): CellValue {
  if (value === null) return null;
  const found = stored(value, column);
  if (found !== undefined) return found;
  const detail = `“${value}” ≠ ${column.type} (${column.name})`;
  throw new PortraitError('cell_settings_invalid', { path, detail });
}

function stored(value: string | number, column: Column): CellValue | undefined {
  switch (column.type) {
    case 'integer':
    case 'real':
      return valueNumber(value) ?? undefined;
    case 'boolean':
      return readBoolean(String(value), true, column.words);
    case 'date':
      return typedDate(String(value));
    case 'text':
    case 'category':
      return String(value);
  }
}

/** A date typed in; undefined where it could be read two ways, as where it cannot be at all. */
function typedDate(text: string): string | undefined {
  const evidence = newTimeEvidence();
  noteTime(evidence, text);
  const outcome = decideTime(evidence);
  if (!('decision' in outcome) || evidence.calendar === 0) return undefined;
  const { format, concerns } = outcome.decision;
  return concerns.length > 0 ? undefined : readTimeText(text, format);
}
