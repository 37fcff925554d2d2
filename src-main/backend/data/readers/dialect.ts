import type { ParseOptions } from '#shared/model/cells/data.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { Tokenizer, type Dialect } from './tokenizer.ts';

const candidates = [',', '\t', ';', '|', '::', '\u0001', '，', ' '];
const recordsLookedAt = 200;

/** Delimiter, quote and newline: as chosen, or as the beginning of the file (UTF-8) shows. */
export function findDialect(start: Buffer, options: ParseOptions): Dialect {
  const { quote } = options;
  if (quote !== '' && quote.charCodeAt(0) > 127) {
    const detail = 'the quote must be an ASCII character';
    throw new PortraitError('cell_settings_invalid', { path: 'options.quote', detail });
  }
  const { delimiter } = options;
  if (/[\r\n]/.test(delimiter) || (quote !== '' && delimiter.includes(quote))) {
    const detail = 'the delimiter cannot be a line break or hold the quote';
    throw new PortraitError('cell_settings_invalid', { path: 'options.delimiter', detail });
  }
  const newline = !start.includes(10) && start.includes(13) ? 'cr' : 'lf';
  if (delimiter !== 'auto') return { delimiter, quote, newline };
  let best = { delimiter: ',', score: 0 };
  for (const candidate of candidates) {
    const score = regularity(start, { delimiter: candidate, quote, newline });
    if (score > best.score) best = { delimiter: candidate, score };
  }
  return { delimiter: best.delimiter, quote, newline };
}

/** High where most records have the same number of fields, more than one. */
function regularity(start: Buffer, dialect: Dialect): number {
  const counts = new Map<number, number>();
  let records = 0;
  const tokenizer = new Tokenizer(dialect, (_bytes, _starts, _ends, fields) => {
    counts.set(fields, (counts.get(fields) ?? 0) + 1);
    records += 1;
    return records < recordsLookedAt;
  });
  // The tokenizer unescapes in place.
  tokenizer.push(Buffer.from(start));
  if (records === 0) tryEnd(tokenizer);
  const [fields, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0];
  if (fields < 2) return 0;
  const share = count / Math.max(1, records);
  // Spaces also stand between words: they separate columns only where every record has the same three or more.
  if (dialect.delimiter === ' ' && (share < 1 || fields < 3)) return 0;
  return share * share * share * (1 + Math.log2(fields));
}

/** A single line without a newline is a record too; an open quote says only that this is not the dialect. */
function tryEnd(tokenizer: Tokenizer): void {
  try {
    tokenizer.end();
  } catch (error) {
    if (!(error instanceof PortraitError)) throw error;
  }
}
