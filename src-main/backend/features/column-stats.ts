import { isCodeName } from '#shared/model/identifier-name.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import type { Encoding } from '#shared/model/prep.ts';
import { valueNumber, valueParts, valueText } from '#shared/encoding/index.ts';
import { storedTime } from '#shared/values/time/index.ts';
import { createNumberStats, type NumberStats } from './number-stats.ts';
import { createCounts, createTextStats, type Counts, type TextStats } from './text-stats.ts';

/** List entries are looked for under this mark where nothing else is said. */
export const listSeparator = '|';

/** Everything gathered in one pass over a column's training values; what the encoding cannot use is null. */
export type ColumnStats = {
  column: Column;
  rows: number;
  numbers: NumberStats | null;
  /** Dates as epoch milliseconds. */
  dates: NumberStats | null;
  texts: TextStats | null;
  parts: (Counts & { lists: number; missing: number }) | null;
};

/** Gathers what the encoding (or choosing one) needs. */
export function createColumnStats(
  column: Column,
  encoding: Encoding,
): { stats: ColumnStats; add(value: CellValue | undefined): void } {
  const wants = wanted(column, encoding);
  const numbers = wants.numbers ? createNumberStats() : null;
  const dates = wants.dates ? createNumberStats() : null;
  const texts = wants.texts ? createTextStats() : null;
  const parts = wants.parts ? { ...createCounts(), lists: 0, missing: 0 } : null;
  const separator = encoding.type === 'multiHot' ? encoding.separator : listSeparator;
  const stats: ColumnStats = {
    column,
    rows: 0,
    numbers: numbers?.stats ?? null,
    dates: dates?.stats ?? null,
    texts: texts?.stats ?? null,
    parts,
  };
  return {
    stats,
    add(value) {
      stats.rows++;
      numbers?.add(valueNumber(value));
      dates?.add(storedTime(value));
      texts?.add(valueText(value, column));
      if (parts === null) return;
      const entries = valueParts(value, separator);
      if (entries === null) parts.missing++;
      else if (String(value).includes(separator)) parts.lists++;
      for (const entry of new Set(entries)) parts.add(entry);
    },
  };
}

type Wanted = { numbers: boolean; dates: boolean; texts: boolean; parts: boolean };

function wanted({ name, type }: Column, encoding: Encoding): Wanted {
  const none = { numbers: false, dates: false, texts: false, parts: false };
  const isText = type === 'text' || type === 'category';
  switch (encoding.type) {
    case 'skip':
      return none;
    case 'numeric':
      return { ...none, numbers: true };
    case 'dateParts':
      return { ...none, dates: true };
    case 'multiHot':
      return { ...none, parts: true };
    case 'oneHot':
    case 'ordinal':
    case 'frequency':
    case 'target':
    case 'hash':
    case 'tfidf':
      return { ...none, texts: true };
    case 'auto':
      if (type === 'integer' || type === 'real')
        return { ...none, numbers: true, texts: isCodeName(name) };
      if (type === 'date') return { ...none, dates: true };
      return { ...none, texts: true, parts: isText };
  }
}
