import type { Encoding, FittedPrep } from '#shared/model/prep.ts';
import type { Column, ColumnType } from '#shared/model/table.ts';
import { m } from '../../i18n/paraglide/messages.js';

export type EncodingType = Encoding['type'];

const names: Record<EncodingType, () => string> = {
  auto: m.features_encoding_auto,
  skip: m.features_encoding_skip,
  numeric: m.features_encoding_numeric,
  oneHot: m.features_encoding_oneHot,
  ordinal: m.features_encoding_ordinal,
  frequency: m.features_encoding_frequency,
  target: m.features_encoding_target,
  hash: m.features_encoding_hash,
  tfidf: m.features_encoding_tfidf,
  multiHot: m.features_encoding_multiHot,
  dateParts: m.features_encoding_dateParts,
};

const words = ['oneHot', 'target', 'frequency', 'hash', 'ordinal', 'multiHot', 'tfidf'] as const;
const fitting: Record<ColumnType, readonly EncodingType[]> = {
  integer: ['numeric', 'oneHot', 'target', 'frequency', 'hash', 'ordinal'],
  real: ['numeric', 'oneHot', 'target', 'frequency', 'hash', 'ordinal'],
  boolean: ['numeric', 'oneHot'],
  date: ['dateParts', 'oneHot', 'target', 'frequency'],
  category: words,
  text: words,
};

/** Encodings that make sense of a column's type; `found` is what the automatic choice came to. */
export function encodingChoices(
  column: Column,
  found: EncodingType | null,
): { value: EncodingType; label: string }[] {
  const automatic =
    found === null ? names.auto() : m.features_encoding_auto_is({ encoding: names[found]() });
  return [
    { value: 'auto', label: automatic },
    ...[...fitting[column.type], 'skip' as const].map((value) => ({
      value,
      label: names[value](),
    })),
  ];
}

/** An encoding of a type with its usual settings. */
export function newEncoding(type: EncodingType): Encoding {
  switch (type) {
    case 'numeric':
      return { type, scale: 'standard', log: false };
    case 'oneHot':
      return { type, minimum: 1 };
    case 'ordinal':
      return { type, order: [] };
    case 'target':
      return { type, smoothing: null };
    case 'hash':
      return { type, buckets: 64 };
    case 'tfidf':
      return { type, pairs: false, minimum: 2, terms: 1000, directions: 16 };
    case 'multiHot':
      return { type, separator: '|', minimum: 1 };
    default:
      return { type };
  }
}

/** How many features each raw column became, by its name. */
export function featuresPerColumn(prep: FittedPrep): Map<string, number> {
  const counts = new Map<string, number>();
  for (const origin of prep.origins) {
    const name = prep.columns[origin]?.name ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
