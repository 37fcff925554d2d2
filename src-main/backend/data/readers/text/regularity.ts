import { Tokenizer, type Dialect } from './tokenizer.ts';

const recordsLookedAt = 300;
const bytesLookedAt = 256 * 1024;
const mostBefore = 50;

/**
 * How well a dialect fits; `skip` physical lines stand before the first record, `width` fields are usual. `first` is what
 * the first line has of the delimiter: nothing, something, or all it should in a table without any exception. `closed`:
 * such a table, in which every quote that opens a field closes one.
 */
export type Regularity = {
  score: number;
  width: number;
  skip: number;
  first: 'none' | 'some' | 'regular';
  closed: boolean;
};

type Record = { fields: string[]; line: number };

/** The text that dialects are tried on: without the lines to skip, whole lines only where there are many. */
export function sampleOf(start: Buffer, newline: 'lf' | 'cr', skip: number): string {
  const end = newline === 'lf' ? 10 : 13;
  let from = 0;
  for (let left = skip; left > 0; left -= 1) {
    const at = start.indexOf(end, from);
    if (at < 0) return '';
    from = at + 1;
  }
  const piece = start.subarray(from, from + bytesLookedAt);
  const last = piece.lastIndexOf(end);
  const cut = piece.length === bytesLookedAt && last > 0 ? piece.subarray(0, last + 1) : piece;
  return cut.toString('utf8');
}

/**
 * High where, some lines at the very beginning aside, the records have the same number of fields, more than one, and
 * the fields look like values. 0 where they do not. With `before`, narrower lines at the beginning may be left out.
 */
export function regularity(sample: string, dialect: Dialect, before: boolean): Regularity {
  const records: Record[] = [];
  const tokenizer = new Tokenizer(dialect, (bytes, starts, ends, fields, line) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const texts = Array.from({ length: fields }, (_, f) =>
      buffer.toString('utf8', starts[f], ends[f]),
    );
    records.push({ fields: texts, line });
    return records.length < recordsLookedAt;
  });
  if (tokenizer.push(Buffer.from(sample))) tokenizer.end();
  const width = usualWidth(records);
  if (width < 2) return { score: 0, width: 0, skip: 0, first: 'none', closed: false };
  const first = before ? firstOfTable(records, width) : 0;
  const table = records.slice(first);
  const fitting = table.filter(({ fields }) => fields.length === width);
  const share = fitting.length / table.length;
  // They also stand between words: they separate columns only where every record has the same three or more, and
  // some column is all numbers.
  const loose = dialect.delimiter === ' ' || dialect.delimiter === ':';
  if (loose && (share < 1 || width < 3 || !hasNumbers(fitting)))
    return { score: 0, width, skip: 0, first: 'some', closed: false };
  const filled = filledColumns(fitting, width);
  const values = valueShare(fitting, dialect);
  const none = records[0]!.fields.length === 1;
  // Leaving lines out must explain more than it costs; where they cannot be, nothing is explained.
  const whole = first > 0 || none ? 0.3 : 1;
  const score =
    share ** 3 * (1 + Math.log2(Math.max(1, filled))) * (0.3 + 0.7 * values ** 2) * whole;
  const whollyRegular = first === 0 && share === 1;
  return {
    score: score * quoting(tokenizer, dialect, table.length),
    width,
    skip: first === 0 ? 0 : table[0]!.line - 1,
    first: none ? 'none' : whollyRegular ? 'regular' : 'some',
    closed: whollyRegular && tokenizer.quoted > 0 && tokenizer.strays.count === 0,
  };
}

/** Whether every line is one text in quotes, a plain name above them aside: what delimits inside them delimits nothing. */
export function isQuotedColumn(sample: string, newline: 'lf' | 'cr'): boolean {
  let [records, plain, single] = [0, 0, true];
  const dialect = { delimiter: '\0', quote: '"', newline };
  const tokenizer: Tokenizer = new Tokenizer(dialect, (bytes, starts, ends, fields) => {
    records += 1;
    if (records === 1 && tokenizer.quoted === 0) {
      const name = Buffer.from(bytes.subarray(starts[0], ends[0])).toString('utf8');
      plain = otherDelimiters.test(name) ? 0 : 1;
    }
    single &&= fields === 1 && tokenizer.quoted === records - plain;
    return single;
  });
  if (tokenizer.push(Buffer.from(sample))) tokenizer.end();
  return single && records > 1 && tokenizer.strays.count === 0;
}

function usualWidth(records: readonly Record[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return most?.[0] ?? 0;
}

/** Titles and remarks: narrower lines at the beginning, where all that follows is as wide as it should be. */
function firstOfTable(records: readonly Record[], width: number): number {
  const first = records.findIndex(({ fields }) => fields.length === width);
  if (first <= 0) return sparseTitles(records, width);
  const lines = records.slice(0, first);
  const narrow = lines.every(({ fields }) => fields.length === 1 || fields.length * 2 <= width);
  const after = records.slice(first);
  const regular = after.filter(({ fields }) => fields.length === width).length;
  const enough = after.length >= Math.max(2, first) && regular >= after.length * 0.95;
  return narrow && enough && first <= mostBefore ? first : 0;
}

/** A title written by a spreadsheet has all its delimiters: one value, and the names of every column below it. */
function sparseTitles(records: readonly Record[], width: number): number {
  const filled = ({ fields }: Record): number => fields.filter((text) => text.trim() !== '').length;
  if (width < 3 || records[0] === undefined || filled(records[0]) > 1) return 0;
  const first = records.findIndex((record) => filled(record) > 1);
  if (first <= 0 || first > mostBefore || records.length - first < Math.max(2, first)) return 0;
  const names = records[first]!.fields.map((text) => text.trim());
  const named = names.every((name) => name !== '' && !/^[-+]?[\d.,]+$/.test(name));
  return named && new Set(names).size === width ? first : 0;
}

/** Whether below the first record some column is all numbers. */
function hasNumbers([first, ...records]: readonly Record[]): boolean {
  return (
    first !== undefined &&
    records.length > 0 &&
    first.fields.some((_, c) => records.every(({ fields }) => number.test(fields[c]!)))
  );
}

function filledColumns(records: readonly Record[], width: number): number {
  let filled = 0;
  for (let c = 0; c < width; c += 1) {
    if (records.some(({ fields }) => !/^\s*(""|'')?\s*$/.test(fields[c]!))) filled += 1;
  }
  return filled;
}

const otherDelimiters = /[,;\t|]/;
const number = /^\s*[-+(]?[$€£¥]?\s?\d[\d.,' ]*%?\)?\s*$/;

/** Share of the fields that are no pieces, and that no other delimiter runs through; numbers may hold commas. */
function valueShare(records: readonly Record[], { delimiter, quote }: Dialect): number {
  let [values, all] = [0, 0];
  for (const { fields } of records) {
    for (const text of fields) {
      all += 1;
      const inside = otherDelimiters.test(text) && !number.test(text);
      // In a sentence a comma is followed by a space.
      const whole = !inside || /[,;|] /.test(text) || delimiter.length > 1;
      // Where quotes are no quotes, half a pair is the sign of a field cut in two.
      const halved = quote !== '"' && /^\s*"/.test(text) !== /"\s*$/.test(text);
      if (whole && !halved) values += 1;
    }
  }
  return all === 0 ? 1 : values / all;
}

/** Above 1 where quotes stand around fields, below where they open some and close none. */
function quoting(
  { quoted, strays }: Tokenizer,
  { quote, escape }: Dialect,
  records: number,
): number {
  if (quote === '') return 0.98;
  const bad = strays.count / Math.max(1, quoted + strays.count);
  // The apostrophe is a quote only where nothing speaks against it.
  if (quote !== '"' && (strays.count > 0 || quoted < Math.max(2, records / 4))) return 0;
  const used = quoted > 0 ? 1.02 : 1;
  return used * (1 - bad / 2) * (escape === '' ? 1 : 0.99);
}
