import { textEncoding, type ParseOptions } from '#shared/model/cells/data.ts';
import type { FilePreview } from '#shared/contract/files.ts';
import { fileFormat, fileFormats } from '#shared/files/formats.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { said } from '../../i18n/said.ts';

type Detected = FilePreview['detected'] | null;

const delimiters: Record<string, () => string> = {
  ',': m.data_delimiter_comma,
  ';': m.data_delimiter_semicolon,
  '\t': m.data_delimiter_tab,
  '|': m.data_delimiter_pipe,
  ' ': m.data_delimiter_space,
};
const encodings: Record<Exclude<ParseOptions['encoding'], 'auto'>, () => string> = {
  'utf-8': () => 'UTF-8',
  'utf-16le': () => 'UTF-16 LE',
  'utf-16be': () => 'UTF-16 BE',
  gb18030: m.data_encoding_gb18030,
  big5: m.data_encoding_big5,
  shift_jis: m.data_encoding_shift_jis,
  'euc-jp': m.data_encoding_euc_jp,
  'euc-kr': m.data_encoding_euc_kr,
  latin1: m.data_encoding_latin1,
  'windows-1250': m.data_encoding_windows_1250,
  'windows-1251': m.data_encoding_windows_1251,
  'koi8-r': m.data_encoding_koi8_r,
  'windows-1253': m.data_encoding_windows_1253,
  'windows-1254': m.data_encoding_windows_1254,
  'windows-1255': m.data_encoding_windows_1255,
  'windows-1256': m.data_encoding_windows_1256,
  'windows-1257': m.data_encoding_windows_1257,
  'windows-1258': m.data_encoding_windows_1258,
};
const quotes: Record<string, () => string> = {
  '"': m.data_quote_double,
  "'": m.data_quote_single,
  '': m.data_quote_none,
};
const escapes = { '': m.data_escape_double, '\\': m.data_escape_backslash };

/** “Automatic”, with what it came to where that is known. */
function automatic(found: string | undefined): string {
  return found === undefined ? m.data_import_auto() : m.data_import_auto_is({ found });
}

export function formatChoices(
  detected: Detected,
): { value: ParseOptions['format']; label: string }[] {
  return [
    {
      value: 'auto',
      label: automatic(detected ? said(fileFormat(detected.format).name) : undefined),
    },
    ...fileFormats.map(({ id, name }) => ({ value: id, label: said(name) })),
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
    { value: 'auto' as const, label: automatic(encodingName(detected?.encoding)) },
    ...textEncoding.options
      .filter((value) => value !== 'auto')
      .map((value) => ({ value, label: encodings[value]() })),
  ];
}

function encodingName(found: string | undefined): string | undefined {
  return Object.entries(encodings).find(([value]) => value === found)?.[1]() ?? found;
}

export function quoteChoices(detected: Detected): { value: string; label: string }[] {
  const found = detected?.format === 'delimited' ? quotes[detected.quote]?.() : undefined;
  return [
    { value: 'auto', label: automatic(found) },
    ...Object.entries(quotes).map(([value, label]) => ({ value, label: label() })),
  ];
}

export function escapeChoices(
  detected: Detected,
): { value: ParseOptions['escape']; label: string }[] {
  const backslash = detected?.escape === '\\';
  const found = detected?.format === 'delimited' ? escapes[backslash ? '\\' : '']() : undefined;
  return [
    { value: 'auto', label: automatic(found) },
    { value: '', label: escapes['']() },
    { value: '\\', label: escapes['\\']() },
  ];
}

/** Usual marks of comment lines; any other has the value `other`. */
const comments = ['#', '//', '--', '%', ';'];

export function commentChoices(detected: Detected): { value: string; label: string }[] {
  const found = detected?.comment === '' ? m.data_comment_none() : detected?.comment;
  return [
    { value: 'auto', label: automatic(found) },
    { value: '', label: m.data_comment_none() },
    ...comments.map((value) => ({ value, label: m.data_comment_lines({ mark: value }) })),
    { value: 'other', label: m.data_delimiter_other() },
  ];
}

export function isNamedComment(comment: string): boolean {
  return comment === 'auto' || comment === '' || comments.includes(comment);
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

/** No sheet has this for its name: the first one that holds something. */
export const firstSheet = '';

/** Sheets of a workbook, with the one asked for where it cannot be opened. */
export function sheetChoices(
  detected: Detected,
  chosen: string | undefined,
): { value: string; label: string }[] {
  const found = chosen === undefined ? detected?.sheet : undefined;
  const sheets = detected?.sheets ?? (chosen === undefined ? [] : [chosen]);
  return [
    { value: firstSheet, label: automatic(found) },
    ...sheets.map((name) => ({ value: name, label: name })),
  ];
}
