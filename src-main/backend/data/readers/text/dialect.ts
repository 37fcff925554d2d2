import type { ParseOptions } from '#shared/model/cells/data.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { commentMarks, spacedMarks } from './comment-marks.ts';
import { areTailsSure, tailMarks } from './comment-tails.ts';
import { isQuotedColumn, regularity, sampleOf, type Regularity } from './regularity.ts';
import type { Dialect } from './tokenizer.ts';

/** Tried in this order; the later groups only where nothing before is regular: they also stand between words and times. */
const delimiterGroups = [
  [',', '\t', ';', '||', '|', '::', '\u0001', '，', '~', '^', '\u001f', '¦', '§'],
  [' '],
  [':'],
];
const time = /\d\d:\d\d/;
const separatorLine = /^"?sep=(.{1,4}?)"?\r?$/i;

/** How the text is cut, and how many lines before the header were found to be no part of the table. */
export type FoundDialect = Dialect & { comment: string; escape: string; skip: number };

/** Each part as chosen, or as the beginning of the file (UTF-8) shows. Throws cell_settings_invalid. */
export function findDialect(start: Buffer, options: ParseOptions): FoundDialect {
  check(options);
  const newline = !start.includes(10) && start.includes(13) ? 'cr' : 'lf';
  const announced = announcedDelimiter(start, newline, options);
  const chosen = options.delimiter === 'auto' ? announced : options.delimiter;
  const skip = options.skip === 'auto' ? (announced === undefined ? 0 : 1) : options.skip;
  const sample = sampleOf(start, newline, skip);
  const single = chosen === undefined && isQuotedColumn(sample, newline);
  const groups = single ? [] : chosen === undefined ? delimiterGroups : [[chosen]];
  const fallback = {
    delimiter: chosen ?? ',',
    comment: '',
    escape: '',
    quote: '"',
    newline,
  } as const;
  const { dialect, found } =
    withTails(sample, groups, fallback, options) ??
    bestOf(sample, groups, newline, options, (delimiter) => marks(sample, delimiter, options)) ??
    oneColumn(sample, fallback, options);
  const strict = options.quote !== 'auto' && options.quote !== '';
  return { ...dialect, skip: skip + found.skip, width: found.width, strict };
}

type Groups = readonly (readonly string[])[];

/** The dialect with comments behind records that fits best, where it is sure that they are comments. */
function withTails(
  sample: string,
  groups: Groups,
  fallback: Candidate['dialect'],
  options: ParseOptions,
): Candidate | undefined {
  if (options.comment !== 'auto') return undefined;
  for (const { comment, tails } of tailMarks(sample)) {
    const own = { ...options, comment };
    const tried = (delimiter: string): Marks[] =>
      delimiter.startsWith(comment)
        ? []
        : marks(sample, delimiter, own).map((one) => ({ ...one, tails }));
    const best =
      bestOf(sample, groups, fallback.newline, options, tried) ??
      withDialect(oneColumn(sample, fallback, own), { tails });
    const { skip } = best.found;
    if (areTailsSure(sample, { ...best.dialect, skip }, options.dayFirst)) return best;
  }
  return undefined;
}

function withDialect({ dialect, found }: Candidate, more: Partial<Marks>): Candidate {
  return { dialect: { ...dialect, ...more }, found };
}

/** The best of all delimiters with each of the marks tried for it; undefined where nothing is regular. */
function bestOf(
  sample: string,
  groups: Groups,
  newline: 'lf' | 'cr',
  options: ParseOptions,
  tried: (delimiter: string) => Marks[],
): Candidate | undefined {
  let best: Candidate | undefined;
  for (const group of groups) {
    for (const delimiter of group) {
      if (!sample.includes(delimiter) || (delimiter === ':' && time.test(sample))) continue;
      // In one line alone a doubled bar is as well an empty field.
      if (delimiter === '||' && !/[\r\n]./.test(sample)) continue;
      for (const rest of tried(delimiter)) {
        const dialect = { ...rest, delimiter, newline } as const;
        const found = regularity(sample, dialect, options.skip === 'auto');
        if (best === undefined || isBetter({ dialect, found }, best)) best = { dialect, found };
      }
    }
    if (best !== undefined && best.found.score > 0) break;
  }
  return best === undefined || best.found.score === 0 ? undefined : best;
}

/**
 * A list inside a field may be as regular as a table, but its delimiter is not in the header; and lines of a text in
 * quotes may have many delimiters, but a table comes of it by its quotes only.
 */
function isBetter(candidate: Candidate, other: Candidate): boolean {
  const { found } = candidate;
  const best = other.found;
  const without = candidate.dialect.quote === '' ? candidate : other;
  const quoted = without === candidate ? other : candidate;
  const sameMarks = without.dialect.delimiter === quoted.dialect.delimiter;
  if (sameMarks && without.dialect.quote === '' && quoted.dialect.quote === '"')
    if (quoted.found.closed && without.found.first !== 'regular') return quoted === candidate;
  if (found.score > 0 && best.score > 0) {
    if (found.first === 'regular' && best.first === 'none') return true;
    if (found.first === 'none' && best.first === 'regular') return false;
  }
  return found.score > best.score;
}

type Candidate = { dialect: Omit<FoundDialect, 'skip'>; found: Regularity };
type Marks = Pick<FoundDialect, 'quote' | 'escape' | 'comment' | 'tails'>;

function check({ quote, delimiter }: ParseOptions): void {
  if (quote !== '' && quote !== 'auto' && quote.charCodeAt(0) > 127) {
    const detail = 'the quote must be an ASCII character';
    throw new PortraitError('cell_settings_invalid', { path: 'options.quote', detail });
  }
  const held = quote !== '' && delimiter.includes(quote === 'auto' ? '"' : quote);
  if (/[\r\n]/.test(delimiter) || held) {
    const detail = 'the delimiter cannot be a line break or hold the quote';
    throw new PortraitError('cell_settings_invalid', { path: 'options.delimiter', detail });
  }
}

/** Excel's first line `sep=;`. */
function announcedDelimiter(
  start: Buffer,
  newline: 'lf' | 'cr',
  options: ParseOptions,
): string | undefined {
  if (options.skip !== 'auto' && options.skip > 0) return undefined;
  const end = start.indexOf(newline === 'lf' ? 10 : 13);
  if (end < 0 || end > 16) return undefined;
  const found = separatorLine.exec(start.toString('utf8', 0, end))?.[1];
  return found === '\\t' ? '\t' : found;
}

/** Quotes, escapes and comment marks worth trying: those the text has any of. */
function marks(sample: string, delimiter: string, options: ParseOptions): Marks[] {
  const quotes = options.quote === 'auto' ? foundQuotes(sample, delimiter) : [options.quote];
  const comments = options.comment === 'auto' ? commentMarks(sample, delimiter) : [options.comment];
  return quotes.flatMap((quote) => {
    const tried = sample.includes('\\') ? ['', '\\'] : [''];
    const escapes = options.escape === 'auto' ? tried : [options.escape];
    const tails = options.comment === 'auto' ? undefined : 'all';
    return escapes.flatMap((escape) =>
      comments.map((comment) => ({ quote, escape, comment, tails })),
    );
  });
}

function foundQuotes(sample: string, delimiter: string): string[] {
  const edge = (quote: string): boolean =>
    sample.startsWith(quote) ||
    [delimiter, `${delimiter} `, '\n', '\r'].some((before) => sample.includes(before + quote));
  const apostrophes = edge("'") && (sample.startsWith("'") || apostrophesHold(sample, delimiter));
  return ['"', ...(apostrophes ? ["'"] : []), ...(edge('"') ? [''] : [])];
}

/** Apostrophes around a delimiter or doubled inside are quotes; around words alone they are part of the text. */
function apostrophesHold(sample: string, delimiter: string): boolean {
  const mark = delimiter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const inside = `(?:(?!${mark})[^'\\r\\n])*`;
  const held = `(?:${mark}|'')`;
  const field = `'${inside}(?:${held}${inside})+'`;
  return new RegExp(`(?:^|${mark}|[\\r\\n])${field}(?=${mark}|[\\r\\n]|$)`).test(sample);
}

function oneColumn(
  sample: string,
  fallback: Candidate['dialect'],
  options: ParseOptions,
): Candidate {
  const comment = options.comment === 'auto' ? (spacedMarks(sample) ?? '') : options.comment;
  const quote = options.quote === 'auto' ? '"' : options.quote;
  const escape = options.escape === 'auto' ? '' : options.escape;
  return {
    dialect: {
      ...{ ...fallback, comment, quote, escape },
      tails: options.comment === 'auto' ? undefined : 'all',
    },
    found: { score: 0, width: 0, skip: 0, first: 'none', closed: false },
  };
}
