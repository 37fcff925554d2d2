import { readBoolean } from '#shared/values/boolean-text.ts';
import type { SqlInput } from './messages.ts';
import { placedTokens, startOf, truthColumns, wordAt, type Placed } from './truth-columns.ts';

const comparisons = new Set(['=', '==', '<>', '!=', 'is', 'is not']);

/**
 * Truth values are 0 and 1 inside a query, whatever their file calls them. Where a column of them is compared with one of
 * its words (`=`, `<>`, `IS`, `IN`, `CASE column WHEN`), the word is replaced by its number, so that what is seen can be
 * asked for.
 */
export function withTruthNumbers(query: string, inputs: readonly SqlInput[]): string {
  const { texts, placed } = placedTokens(query);
  const truthAt = truthColumns(inputs, placed);
  for (const place of placed.keys()) {
    const kind = truthAt(place);
    if (kind === undefined) continue;
    for (const { token: word, at } of comparedWith(placed, place)) {
      const value = readBoolean(unquoted(word.text), true, kind.words);
      if (value !== undefined) texts[at] = String(value);
    }
  }
  return texts.join('');
}

/** The text literals that the column at `place` is compared with. */
function comparedWith(placed: readonly Placed[], place: number): Placed[] {
  const found: (Placed | undefined)[] = [];
  const after = operator(placed, place + 1);
  const next = placed[place + 1 + after.length];
  if (comparisons.has(after.text)) found.push(next);
  if (after.text === 'in' || after.text === 'not in') {
    for (let at = place + 2 + after.length; placed[at] !== undefined; at += 1) {
      // What a query in there compares is its own.
      if ([')', 'select', 'with'].includes(wordAt(placed, at))) break;
      found.push(placed[at]);
    }
  }
  const first = startOf(placed, place);
  for (const length of [1, 2]) {
    const before = operator(placed, first - length);
    if (before.length === length && comparisons.has(before.text))
      found.push(placed[first - length - 1]);
  }
  if (wordAt(placed, first - 1) === 'case') found.push(...whens(placed, place + 1));
  return found.filter((one): one is Placed => one?.token.kind === 'string');
}

/** Literals after WHEN, up to the END of this CASE. */
function whens(placed: readonly Placed[], from: number): Placed[] {
  const found: Placed[] = [];
  for (let [at, depth] = [from, 0]; placed[at] !== undefined; at += 1) {
    const word = wordAt(placed, at);
    if (word === 'case') depth += 1;
    if (word === 'end' && depth-- === 0) break;
    if (word === 'when' && depth === 0 && placed[at + 1] !== undefined) found.push(placed[at + 1]!);
  }
  return found;
}

/** The comparison at a place, in small letters, and how many tokens it takes. */
function operator(placed: readonly Placed[], at: number): { text: string; length: number } {
  const [one, two] = [wordAt(placed, at), wordAt(placed, at + 1)];
  const pair = { '<>': '<>', '!=': '!=', '==': '==', isnot: 'is not', notin: 'not in' }[one + two];
  return pair === undefined ? { text: one, length: 1 } : { text: pair, length: 2 };
}

const unquoted = (text: string): string => text.slice(1, -1).replaceAll("''", "'");
