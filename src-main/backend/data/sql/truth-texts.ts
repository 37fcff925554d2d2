import { truthWordsOf } from '#shared/encoding/index.ts';
import type { SqlInput } from './messages.ts';
import { placedTokens, startOf, truthColumns, wordAt, type Placed } from './truth-columns.ts';

/** Functions whose arguments are texts. */
const textFunctions = new Set([
  ...['upper', 'lower', 'trim', 'ltrim', 'rtrim', 'length', 'octet_length', 'substr', 'substring'],
  ...['replace', 'instr', 'group_concat', 'string_agg', 'printf', 'format', 'concat', 'concat_ws'],
  ...['hex', 'quote', 'unicode', 'json_quote', 'json_array', 'json_group_array'],
]);
/** Functions that give one of their arguments: a text where one of them is written as one. */
const choosing = new Set(['coalesce', 'ifnull', 'nullif', 'iif', 'if']);
const patterns = new Set(['like', 'glob', 'regexp', 'match']);
/** Conversions of `printf` that take a text, by their letter. */
const textConversions = /[sqQwzc]$/;

/** A query, and what was put into it in place of what. */
export type Rewritten = { query: string; replaced: ReadonlyMap<string, string> };

/**
 * Truth values are 0 and 1 inside a query. Where a column of them is used as a text (`||`, `LIKE`, `upper(...)`, `CAST AS TEXT`,
 * beside texts in `coalesce` and `CASE`), its word takes its place, so that a query gives the text that the table shows.
 */
export function withTruthTexts(query: string, inputs: readonly SqlInput[]): Rewritten {
  const { texts, placed } = placedTokens(query);
  const truthAt = truthColumns(inputs, placed);
  const replaced = new Map<string, string>();
  for (const [place, { at }] of placed.entries()) {
    const kind = truthAt(place);
    const first = startOf(placed, place);
    if (kind === undefined || !isText(placed, first, place)) continue;
    const from = placed[first]!.at;
    const column = texts.slice(from, at + 1).join('');
    const [no, yes] = truthWordsOf(kind).map((word) => `'${word.replaceAll("'", "''")}'`);
    const text = `(CASE ${column} WHEN 0 THEN ${no} WHEN 1 THEN ${yes} ELSE ${column} END)`;
    replaced.set(text, column);
    texts.fill('', from, at).splice(at, 1, text);
  }
  return { query: texts.join(''), replaced };
}

/** Whether the column from `first` to `last` is used as a text. */
function isText(placed: readonly Placed[], first: number, last: number): boolean {
  if (wordAt(placed, last + 1) === '.' || wordAt(placed, last + 1) === '(') return false;
  if (isConcat(placed, first - 2) || isConcat(placed, last + 1)) return true;
  const after = wordAt(placed, last + 1);
  if (patterns.has(after === 'not' ? wordAt(placed, last + 2) : after)) return true;
  const before = wordAt(placed, first - 1);
  if (before === 'then' || before === 'else') return isBranch(placed, first, after);
  return isArgument(placed, first, last);
}

const isConcat = (placed: readonly Placed[], at: number): boolean =>
  wordAt(placed, at) === '|' && wordAt(placed, at + 1) === '|';

/** Whether it is a whole argument of a function that takes texts, or takes one beside it. */
function isArgument(placed: readonly Placed[], first: number, last: number): boolean {
  const before = wordAt(placed, first - 1);
  const after = wordAt(placed, last + 1);
  if (!['(', ',', 'distinct'].includes(before)) return false;
  const open = openingOf(placed, first);
  const name = wordAt(placed, open - 1);
  if (name === 'cast' && after === 'as')
    return /char|clob|text/.test(wordAt(placed, last + 2)) && before === '(';
  if (![')', ',', 'order'].includes(after)) return false;
  const position = positionOf(placed, open, first);
  if (!takesText(name, position, placed[open + 1])) return false;
  if (textFunctions.has(name)) return true;
  // The conditions of `iif`, of which newer ones take several, stand before what it gives.
  const condition = (name === 'iif' || name === 'if') && position % 2 === 0 && after === ',';
  return choosing.has(name) && !condition && holdsText(placed, open + 1);
}

/** Whether a function takes a text at a position from 0, and no number: `substr(text, from)`, `printf('%d', number)`. */
function takesText(name: string, position: number, first: Placed | undefined): boolean {
  if (name === 'substr' || name === 'substring') return position === 0;
  if ((name !== 'printf' && name !== 'format') || position === 0) return true;
  const conversions = first?.token.text.match(/%[^%A-Za-z]*(?:ll?)?[A-Za-z%]/g) ?? [];
  const own = conversions.filter((one) => !/[%n]$/.test(one))[position - 1];
  return own !== undefined && textConversions.test(own) && !conversions.join('').includes('*');
}

/** Which argument stands at a place within the parenthesis at `open`, from 0. */
function positionOf(placed: readonly Placed[], open: number, place: number): number {
  let position = 0;
  for (let [at, depth] = [open + 1, 0]; at < place; at += 1) {
    const word = wordAt(placed, at);
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (word === ',' && depth === 0) position += 1;
  }
  return position;
}

/** Whether the branch of a CASE stands beside one that is written as a text. */
function isBranch(placed: readonly Placed[], first: number, after: string): boolean {
  if (!['when', 'else', 'end'].includes(after)) return false;
  let start = first;
  for (let depth = 0; start >= 0; start -= 1) {
    const word = wordAt(placed, start);
    if (word === 'end') depth += 1;
    if (word === 'case' && depth-- === 0) break;
  }
  for (let [at, depth] = [start + 1, 0]; placed[at] !== undefined; at += 1) {
    const word = wordAt(placed, at);
    if (word === 'case') depth += 1;
    if (word === 'end' && depth-- === 0) return false;
    const branch = word === 'then' || word === 'else';
    if (branch && depth === 0 && placed[at + 1]?.token.kind === 'string') return true;
  }
  return false;
}

/** Where the parenthesis around a place opens. */
function openingOf(placed: readonly Placed[], place: number): number {
  let at = place - 1;
  for (let depth = 0; at >= 0; at -= 1) {
    const word = wordAt(placed, at);
    if (word === ')') depth += 1;
    if (word === '(' && depth-- === 0) break;
  }
  return at;
}

/** Whether one of the arguments from `at` on is a text as it is written. */
function holdsText(placed: readonly Placed[], from: number): boolean {
  for (let [at, depth] = [from, 0]; placed[at] !== undefined; at += 1) {
    const word = wordAt(placed, at);
    if (word === '(') depth += 1;
    if (word === ')' && depth-- === 0) return false;
    const alone = ['(', ','].includes(wordAt(placed, at - 1));
    if (depth === 0 && alone && placed[at]!.token.kind === 'string') return true;
  }
  return false;
}
