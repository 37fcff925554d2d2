import type { ParseOptions } from '#shared/model/cells/data.ts';
import type { FilePreview } from '#shared/contract/files.ts';
import { m } from '../../i18n/paraglide/messages.js';

type Detected = FilePreview['detected'] | null;

const delimiters: Record<string, () => string> = {
  ',': m.data_delimiter_comma,
  ';': m.data_delimiter_semicolon,
  '\t': m.data_delimiter_tab,
  '|': m.data_delimiter_pipe,
  ' ': m.data_delimiter_space,
};
const formats = {
  delimited: m.data_format_delimited,
  jsonl: m.data_format_jsonl,
  parquet: m.data_format_parquet,
  negative: m.data_format_negative,
};
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'latin1'] as const;

/** “Automatic”, with what it came to where that is known. */
function automatic(found: string | undefined): string {
  return found === undefined ? m.data_import_auto() : m.data_import_auto_is({ found });
}

export function formatChoices(
  detected: Detected,
): { value: ParseOptions['format']; label: string }[] {
  return [
    { value: 'auto', label: automatic(detected ? formats[detected.format]() : undefined) },
    { value: 'delimited', label: formats.delimited() },
    { value: 'jsonl', label: formats.jsonl() },
    { value: 'parquet', label: formats.parquet() },
    { value: 'negative', label: formats.negative() },
  ];
}

/** Known delimiters by name; any other has the value `other`. */
export function delimiterChoices(detected: Detected): { value: string; label: string }[] {
  const found = detected?.delimiter;
  const name = found === undefined ? undefined : (delimiters[found]?.() ?? found);
  return [
    { value: 'auto', label: automatic(name) },
    ...Object.entries(delimiters).map(([value, label]) => ({ value, label: label() })),
    { value: 'other', label: m.data_delimiter_other() },
  ];
}

export function isNamedDelimiter(delimiter: string): boolean {
  return delimiter === 'auto' || delimiter in delimiters;
}

export function headerChoices(detected: Detected) {
  const found = detected
    ? detected.header
      ? m.data_header_names()
      : m.data_header_data()
    : undefined;
  return [
    { value: 'auto', label: automatic(found) },
    { value: 'true', label: m.data_header_names() },
    { value: 'false', label: m.data_header_data() },
  ] as const;
}

export function encodingChoices(detected: Detected) {
  return [
    { value: 'auto' as const, label: automatic(detected?.encoding.toUpperCase()) },
    ...encodings.map((value) => ({ value, label: value.toUpperCase() })),
  ];
}

export function dayChoices(detected: Detected) {
  const found = detected
    ? detected.dayFirst
      ? m.data_day_first()
      : m.data_month_first()
    : undefined;
  return [
    { value: 'auto', label: automatic(found) },
    { value: 'true', label: m.data_day_first() },
    { value: 'false', label: m.data_month_first() },
  ] as const;
}

/** `auto`, true or false as the value of a select, and back. */
export function fromTriple(value: 'auto' | 'true' | 'false'): 'auto' | boolean {
  return value === 'auto' ? 'auto' : value === 'true';
}
export function toTriple(value: 'auto' | boolean): 'auto' | 'true' | 'false' {
  return value === 'auto' ? 'auto' : value ? 'true' : 'false';
}
