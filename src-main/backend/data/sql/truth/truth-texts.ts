import { truthWordsOf } from '#shared/encoding/index.ts';
import type { ValueKind } from '#shared/model/table.ts';
import { functionAt, type PlacedTokens, type Span } from '../placed-tokens.ts';

/** Functions whose arguments are texts. */
const textFunctions = new Set([
  ...['upper', 'lower', 'trim', 'ltrim', 'rtrim', 'length', 'octet_length', 'substr', 'substring'],
  ...['replace', 'instr', 'group_concat', 'string_agg', 'printf', 'format', 'concat', 'concat_ws'],
  ...['hex', 'quote', 'unicode', 'json_quote', 'json_array', 'json_group_array'],
  ...['json_object', 'json_group_object'],
]);
/** Functions that give one of their arguments: a text where one of them is written as one. */
const choosing = new Set(['coalesce', 'ifnull', 'nullif', 'iif', 'if', 'lag', 'lead']);
const patterns = new Set(['like', 'glob', 'regexp', 'match']);
/** Conversions of `printf` that take a text, by their letter. */
const textConversions = /[sqQwzc]$/;

/** The word of a truth value, as SQL that stands where the value stood; anything else as it is. */
export function wordOf(value: string, kind: ValueKind): string {
  const [no, yes] = truthWordsOf(kind).map((word) => `'${word.replaceAll("'", "''")}'`);
  return `(CASE ${value} WHEN 0 THEN ${no} WHEN 1 THEN ${yes} ELSE ${value} END)`;
}

/** Whether an expression stands where a text is wanted: `||`, `LIKE`, `upper(...)`, `CAST AS TEXT`, beside texts in `CASE`. */
export function isText(tokens: PlacedTokens, span: Span): boolean {
  if (isConcat(tokens, span.start - 2) || isConcat(tokens, span.end)) return true;
  const after = tokens.word(span.end);
  if (patterns.has(after === 'not' ? tokens.word(span.end + 1) : after)) return true;
  const before = tokens.word(span.start - 1);
  if (before === 'then' || before === 'else') return isBranch(tokens, span.start, after);
  return isArgument(tokens, span);
}

/** Whether an expression is a text as it is written: a literal, what `||` joins, a function that gives texts. */
export function isWritten(tokens: PlacedTokens, { start, end }: Span): boolean {
  const giving = ['upper', 'lower', 'trim', 'ltrim', 'rtrim', 'substr', 'substring', 'replace'];
  const texts = [
    ...giving,
    'group_concat',
    'string_agg',
    'printf',
    'format',
    'concat',
    'hex',
    'quote',
  ];
  if (tokens.token(start)?.kind === 'string') return true;
  const name = functionAt(tokens, start + 1);
  if (name !== undefined && texts.includes(name)) return true;
  if (name === 'cast') return /char|clob|text/.test(tokens.word(tokens.partner(start + 1) - 1));
  for (let at = start; at < end; at += 1) {
    if (tokens.word(at) === '(') at = tokens.partner(at);
    if (isConcat(tokens, at)) return true;
    const branch = tokens.word(at) === 'then' || tokens.word(at) === 'else';
    if (branch && tokens.token(at + 1)?.kind === 'string') return true;
  }
  return false;
}

const isConcat = (tokens: PlacedTokens, at: number): boolean =>
  tokens.word(at) === '|' && tokens.word(at + 1) === '|';

/** Whether it is a whole argument of a function that takes texts, or takes one beside it. */
function isArgument(tokens: PlacedTokens, { start, end }: Span): boolean {
  const before = tokens.word(start - 1);
  const after = tokens.word(end);
  if (!['(', ',', 'distinct'].includes(before)) return false;
  const open = openingOf(tokens, start);
  const name = functionAt(tokens, open) ?? '';
  if (name === 'cast' && after === 'as')
    return /char|clob|text/.test(tokens.word(end + 1)) && before === '(';
  if (![')', ',', 'order'].includes(after)) return false;
  const inside = { start: open + 1, end: tokens.partner(open) };
  const args = tokens.parts(inside);
  const position = args.findIndex((one) => one.start <= start && end <= one.end);
  if (!takesText(name, position, tokens.token(open + 1)?.text ?? '')) return false;
  if (textFunctions.has(name)) return true;
  const condition = isCondition(name, position, args.length);
  const literal = (one: Span): boolean =>
    one.end - one.start === 1 && tokens.token(one.start)?.kind === 'string';
  return choosing.has(name) && !condition && args.some(literal);
}

/** Whether a function takes a text at a position from 0, and no number: `substr(text, from)`, `printf('%d', number)`. */
function takesText(name: string, position: number, format: string): boolean {
  if (name === 'substr' || name === 'substring') return position === 0;
  if ((name !== 'printf' && name !== 'format') || position === 0) return true;
  const conversions = format.match(/%[^%A-Za-z]*(?:ll?)?[A-Za-z%]/g) ?? [];
  const own = conversions.filter((one) => !/[%n]$/.test(one))[position - 1];
  return own !== undefined && textConversions.test(own) && !conversions.join('').includes('*');
}

/** Whether the branch of a CASE stands beside one that is written as a text. */
function isBranch(tokens: PlacedTokens, first: number, after: string): boolean {
  if (!endsBranch.has(after)) return false;
  return branchesAround(tokens, first).some((at) => tokens.token(at)?.kind === 'string');
}

const endsBranch = new Set(['when', 'else', 'end']);

/** Where the branches of the CASE begin of which one begins at a place. */
function branchesAround(tokens: PlacedTokens, first: number): number[] {
  let start = first;
  for (let depth = 0; start >= 0; start -= 1) {
    const word = tokens.word(start);
    if (word === 'end') depth += 1;
    if (word === 'case' && depth-- === 0) break;
  }
  const found: number[] = [];
  for (let [at, depth] = [start + 1, 0]; at < tokens.length; at += 1) {
    const word = tokens.word(at);
    if (word === 'case') depth += 1;
    if (word === 'end' && depth-- === 0) break;
    const branch = word === 'then' || word === 'else';
    if (branch && depth === 0) found.push(at + 1);
  }
  return found;
}

/** References to columns that may be given instead of an expression: by the other branches of its CASE, or by `coalesce` and the like. */
export function givenInstead(tokens: PlacedTokens, { start, end }: Span): Span[] {
  const before = tokens.word(start - 1);
  const last = (at: number): number => (tokens.word(at + 1) === '.' ? at + 2 : at);
  if (before === 'then' || before === 'else') {
    if (!endsBranch.has(tokens.word(end))) return [];
    return branchesAround(tokens, start).flatMap((at) => {
      const whole = endsBranch.has(tokens.word(last(at) + 1));
      return (whole && at !== start && tokens.reference(last(at))) || [];
    });
  }
  if (![')', ','].includes(tokens.word(end)) || !['(', ','].includes(before)) return [];
  const open = openingOf(tokens, start);
  const name = functionAt(tokens, open) ?? '';
  if (!choosing.has(name)) return [];
  const args = tokens.parts({ start: open + 1, end: tokens.partner(open) });
  const values = args.filter((_, at) => !isCondition(name, at, args.length));
  if (!values.some((one) => one.start === start)) return [];
  return values.flatMap((one) => {
    const whole = one.start !== start && last(one.start) === one.end - 1;
    return (whole && tokens.reference(one.end - 1)) || [];
  });
}

/** The conditions of `iif`, of which newer ones take several, stand before what it gives. */
function isCondition(name: string, position: number, of: number): boolean {
  return (name === 'iif' || name === 'if') && position % 2 === 0 && position < of - 1;
}

/** Where the parenthesis around a place opens. */
function openingOf(tokens: PlacedTokens, place: number): number {
  let at = place - 1;
  for (; at >= 0; at -= 1) {
    const word = tokens.word(at);
    if (word === '(') break;
    if (word === ')') at = tokens.partner(at);
  }
  return at;
}
