import type { ParseOptions } from '#shared/model/cells/data.ts';
import type { ColumnType } from '#shared/model/table.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { newEvidence, observeText, resolveType, type Evidence } from '../types/evidence.ts';
import { MissingMarks } from '../import/missing-marks.ts';
import { findDialect } from './dialect.ts';
import { columnNames, hasHeader } from './header.ts';
import type { Reader } from './reader.ts';
import type { RowConsumer } from './records.ts';
import type { Source } from './source.ts';
import { feed, readTextStart } from './text-source.ts';
import { Tokenizer, type Dialect } from './tokenizer.ts';

const recordsForHeader = 200;
const mostColumns = 2000;

/** Opens delimited text. Throws file_empty, file_header_only, file_encoding, file_nul, file_quote, file_too_many_columns. */
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
  const header = options.header === 'auto' ? looksLikeHeader(records, options) : options.header;
  if (header && records.length === 1 && whole) {
    throw new PortraitError('file_header_only', { file: source.name });
  }
  const problems: Reader['problems'] = [];
  const names = header
    ? columnNames(first, (kind, name) => problems.push({ kind, name }))
    : first.map((_, c) => `column ${c + 1}`);
  return {
    detected: {
      format: 'delimited',
      delimiter: dialect.delimiter,
      header,
      encoding: beginning.encoding,
      dayFirst: options.dayFirst === 'auto' ? true : options.dayFirst,
      compressed: source.compressed,
      lists: [],
    },
    names,
    problems,
    read(consumer, how) {
      const tokenizer = new Tokenizer(dialect, withoutHeader(consumer, header));
      return feed(tokenizer, source, beginning, options, how);
    },
  };
}

function withoutHeader(
  consumer: RowConsumer,
  header: boolean,
): ConstructorParameters<typeof Tokenizer>[1] {
  let skip = header;
  return (bytes, starts, ends, fields, line) => {
    if (!skip) return consumer.record(bytes, starts, ends, fields, line);
    skip = false;
    return true;
  };
}

/** Spaces alone are no table, however many lines of them there are. */
function isBlank(record: readonly string[]): boolean {
  return record.length === 1 && record[0]!.trim() === '';
}

function firstRecords(start: Buffer, whole: boolean, dialect: Dialect): string[][] {
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

function looksLikeHeader(records: readonly string[][], options: ParseOptions): boolean {
  const first = records[0]!;
  const rest = records.slice(1);
  const marks = new MissingMarks(options.missing);
  const below = first.map((_, c) => new Set(rest.map((record) => record[c] ?? '')));
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
  const firstTypes = first.map((value, c): ColumnType => {
    const evidence = look([value]);
    // `25%` names a column of plain numbers; it is a value only above others written like it.
    const alike = evidence.numbers.spelled === 0 || restLooks[c]!.numbers.spelled > 0;
    return alike ? typeOf(evidence) : 'text';
  });
  return hasHeader(
    first.map((name) => name.trim()),
    restLooks.map(typeOf),
    firstTypes,
    below,
  );
}
