import { newEvidence, observeText, resolveType } from '../../types/evidence.ts';
import { Tokenizer, type Dialect } from './tokenizer.ts';

/** Marks that may begin a comment behind a record where nobody named one. */
const marks = ['#', '//', '--'];
const recordsLookedAt = 300;

/** Marks worth trying: with words behind them at the end of some line, blanks around; or wherever they stand, where lines begin with them. */
export function tailMarks(sample: string): { comment: string; tails: 'spaced' | 'all' }[] {
  const spaced = marks.filter((mark) =>
    new RegExp(`[^\\s][ \\t]+(?:${mark})+[ \\t]+\\S`).test(sample),
  );
  const all = marks.filter((mark) => {
    const begins = new RegExp(`^[ \\t]*${mark}`, 'm').test(sample);
    return (
      begins && new RegExp(`^[ \\t]*(?!${mark})\\S.*${mark}|^[ \\t]+${mark}`, 'm').test(sample)
    );
  });
  return [
    ...spaced.map((comment) => ({ comment, tails: 'spaced' as const })),
    ...all.map((comment) => ({ comment, tails: 'all' as const })),
  ];
}

/**
 * Whether what a dialect with comments behind records cuts off is comments beyond doubt: all records are then as wide as
 * each other, and either whole lines are comments by the same mark, or the last column is numbers, dates or truth values only
 * without what is cut off. Blanks stand around the mark and words behind it, unless whole lines are comments and records are
 * of one width only without what is cut off.
 */
export function areTailsSure(
  sample: string,
  dialect: Dialect,
  dayFirst: boolean | 'auto',
): boolean {
  const cut = recordsOf(sample, dialect);
  if (cut.tails.length === 0 || cut.records.length < 2) return false;
  const width = cut.records[0]!.length;
  const isWide = (record: readonly string[]): boolean => record.length === width;
  if (!cut.records.every(isWide)) return false;
  const whole = recordsOf(sample, { ...dialect, tails: undefined });
  const alike = whole.records.every(isWide);
  if (dialect.tails === 'all') return cut.comments > 0 && !alike;
  if (cut.tails.some((tail) => !/\p{L}/u.test(tail))) return false;
  if (cut.comments > 0) return true;
  const typeOf = (records: readonly string[][]): string => {
    const evidence = newEvidence();
    for (const record of records.slice(1)) {
      const bytes = Buffer.from(record[width - 1] ?? '');
      if (bytes.length > 0) observeText(evidence, bytes, 0, bytes.length, 1);
    }
    return resolveType(evidence, dayFirst).type;
  };
  return typeOf(cut.records) !== 'text' && (!alike || typeOf(whole.records) === 'text');
}

function recordsOf(
  sample: string,
  dialect: Dialect,
): { records: string[][]; tails: string[]; comments: number } {
  const records: string[][] = [];
  const tails: string[] = [];
  const tokenizer = new Tokenizer(
    dialect,
    (bytes, starts, ends, fields) => {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      records.push(
        Array.from({ length: fields }, (_, f) => buffer.toString('utf8', starts[f], ends[f])),
      );
      return records.length < recordsLookedAt;
    },
    (tail) => tails.push(tail),
  );
  if (tokenizer.push(Buffer.from(sample))) tokenizer.end();
  return { records, tails, comments: tokenizer.comments.count };
}
