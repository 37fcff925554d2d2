import { columnNames } from '#shared/files/column-names.ts';
import { largest } from '#shared/statistics/extremes.ts';
import type { ParseOptions } from '#shared/model/cells/data.ts';
import type { ColumnType } from '#shared/model/table.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { newEvidence, observeText, resolveType, type Evidence } from '../../types/evidence.ts';
import { MissingMarks } from '../../import/missing-marks.ts';
import { findDialect, type FoundDialect } from './dialect.ts';
import { hasHeader } from './header.ts';
import { numberNames } from '../number-names.ts';
import { timeNames } from '../time-names.ts';
import type { Reader } from '../reader.ts';
import type { RowConsumer } from './records.ts';
import type { Source } from '../source.ts';
import { encodingProblems, feed, readTextStart } from './text-source.ts';
import { Tokenizer } from './tokenizer.ts';

const recordsForHeader = 200;
const mostColumns = 100_000;

/**
 * Opens delimited text. Throws file_empty, file_header_only, file_encoding, file_nul, file_quote,
 * file_too_many_columns.
 */
export async function openDelimited(source: Source, options: ParseOptions): Promise<Reader> {
  const beginning = await readTextStart(source, options);
  const { text: start, whole } = beginning;
  const dialect = findDialect(start, options);
  const records = firstRecords(start, whole, dialect);
  if (records.every(isBlank)) throw new PortraitError('file_empty', { file: source.name });
  const first = records[0]!;
  if (first.length > mostColumns) {
    throw new PortraitError('file_too_many_columns', { found: first.length, limit: mostColumns });
  }
  const look = options.header === 'auto' ? looksLikeHeader(records, options) : null;
  const header = look === null ? options.header === true : look === 'names';
  if (header && records.length === 1 && whole) {
    throw new PortraitError('file_header_only', { file: source.name });
  }
  const problems: Reader['problems'] = [];
  const named = withoutEmptyEnd(first, records.slice(header ? 1 : 0));
  const names = header
    ? columnNames(named, (kind, name) => problems.push({ kind, name }))
    : named.map((_, c) => `column ${c + 1}`);
  let latest: Tokenizer | undefined;
  return {
    detected: {
      format: 'delimited',
      ...detectedDialect(dialect),
      header,
      encoding: beginning.encoding,
      dayFirst: options.dayFirst === 'auto' ? true : options.dayFirst,
      compressed: source.compressed,
      lists: [],
    },
    names,
    problems,
    passed: () =>
      latest === undefined
        ? []
        : [
            ...encodingProblems(beginning),
            ...passed(latest, dialect, options),
            ...(look === 'doubtful' ? [firstRowKept] : []),
          ],
    read(consumer, how) {
      const rows = rowsOf(consumer, header, names, options);
      latest = new Tokenizer(dialect, rows);
      return feed(latest, source, beginning, options, how);
    },
  };
}

function detectedDialect({ delimiter, quote, escape, comment, skip }: FoundDialect) {
  return { delimiter, quote, escape, comment, skip };
}

/** What was left out or read otherwise than it may have been meant, without having been chosen. */
function passed(
  { strays, comments, tails }: Tokenizer,
  { skip }: FoundDialect,
  options: ParseOptions,
): ReturnType<NonNullable<Reader['passed']>> {
  const found: ReturnType<NonNullable<Reader['passed']>> = [];
  if (skip > 0 && options.skip === 'auto') {
    found.push({ kind: 'lines_skipped', line: 1, count: skip });
  }
  if (comments.count > 0 && options.comment === 'auto') {
    found.push({ kind: 'comment_lines', ...comments });
  }
  if (tails.count > 0) found.push({ kind: 'comment_tails', ...tails });
  if (strays.count > 0) found.push({ kind: 'stray_quote', ...strays });
  return found;
}

/** Texts above texts: whether they are names cannot be seen, only that they turn up again below. */
const firstRowKept = { kind: 'first_row_kept', line: null, count: 1 } as const;

/** A delimiter at the end of the header, and none at the end of the rows, makes no column. */
function withoutEmptyEnd(first: readonly string[], rows: readonly string[][]): readonly string[] {
  const width = largest(
    rows.map(({ length }) => length),
    0,
  );
  const beyond = first.slice(width);
  const empty = width > 0 && beyond.every((name) => name.trim() === '');
  return empty ? first.slice(0, width) : first;
}

/**
 * The records below the header. Empty fields beyond the last column are no fields; with `ragged: 'fix'` others become
 * columns of their own, so that nothing is cut off.
 */
function rowsOf(
  consumer: RowConsumer,
  header: boolean,
  names: string[],
  options: ParseOptions,
): ConstructorParameters<typeof Tokenizer>[1] {
  let skip = header;
  return (bytes, starts, ends, fields, line) => {
    if (skip) {
      skip = false;
      return true;
    }
    let found = fields;
    while (found > names.length && starts[found - 1] === ends[found - 1]) found -= 1;
    if (options.ragged === 'fix') widen(names, found);
    return consumer.record(bytes, starts, ends, found, line);
  };
}

function widen(names: string[], width: number): void {
  if (width > mostColumns) {
    throw new PortraitError('file_too_many_columns', { found: width, limit: mostColumns });
  }
  while (names.length < width) names.push(`column ${names.length + 1}`);
}

/** Spaces alone are no table, however many lines of them there are. */
function isBlank(record: readonly string[]): boolean {
  return record.length === 1 && record[0]!.trim() === '';
}

function firstRecords(start: Buffer, whole: boolean, dialect: FoundDialect): string[][] {
  const records: string[][] = [];
  const tokenizer = new Tokenizer(dialect, (bytes, starts, ends, fields) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    records.push(
      Array.from({ length: fields }, (_, f) => buffer.toString('utf8', starts[f], ends[f])),
    );
    return records.length < recordsForHeader;
  });
  if (tokenizer.push(Buffer.from(start)) && whole) tokenizer.end();
  // One record longer than everything that was looked at: take what there is of it.
  if (records.length === 0 && !whole) tokenizer.end();
  return records;
}

/** What the first record is: names, a row, or texts that were taken for a row. */
function looksLikeHeader(
  records: readonly string[][],
  options: ParseOptions,
): 'names' | 'row' | 'doubtful' {
  const first = records[0]!;
  const rest = records.slice(1);
  const marks = new MissingMarks(options.missing);
  const look = (values: readonly string[]): Evidence => {
    const evidence = newEvidence();
    for (const value of values) {
      const bytes = Buffer.from(value);
      if (!marks.has(bytes, 0, bytes.length)) observeText(evidence, bytes, 0, bytes.length, 1);
    }
    return evidence;
  };
  const typeOf = (evidence: Evidence): ColumnType => resolveType(evidence, options.dayFirst).type;
  const restLooks = first.map((_, c) => look(rest.map((record) => record[c] ?? '')));
  const restTypes = restLooks.map(typeOf);
  const names = first.map((name) => name.trim());
  const times = timeNames(names, rest);
  const numbers = numberNames(names, restTypes, rest);
  const firstTypes = first.map((value, c): ColumnType => {
    if (times[c]! || numbers[c]!) return 'text';
    const evidence = look([value]);
    // `25%` names a column of plain numbers; it is a value only above others written like it.
    const alike = evidence.numbers.spelled === 0 || restLooks[c]!.numbers.spelled > 0;
    return alike ? typeOf(evidence) : 'text';
  });
  const rows = rest.map((record) => first.map((_, c) => record[c] ?? ''));
  if (hasHeader(names, restTypes, firstTypes, rows)) return 'names';
  const texts = firstTypes.every((type) => type === 'text');
  return texts && names.some((name) => name !== '') ? 'doubtful' : 'row';
}
