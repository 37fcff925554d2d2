import { groups, type PlacedTokens, type Span } from '../placed-tokens.ts';

const comparisons = new Set([
  '=',
  '==',
  '<>',
  '!=',
  'is',
  'is not',
  'is distinct from',
  'is not distinct from',
]);

const lookedIn = new Set([...comparisons, 'in', 'not in']);

/** What an expression is compared with, by `=`, `<>`, `IS`, `IN` or `CASE expression WHEN`: places of its parts. */
export type Compared = {
  /** Literals that are texts. */
  literals: number[];
  /** References to columns, of another table or of a SELECT in parentheses; or what is looked for in that SELECT. */
  references: Span[];
};

export function comparedWith(tokens: PlacedTokens, { start, end }: Span): Compared {
  const compared: Compared = { literals: [], references: [] };
  const after = operator(tokens, end);
  if (comparisons.has(after.text)) takeAfter(tokens, end + after.length, compared);
  if (after.text === 'in' || after.text === 'not in')
    takeList(tokens, end + after.length, compared);
  takeBefore(tokens, start, comparisons, compared);
  const looked = selectAround(tokens, start);
  if (looked !== undefined) takeBefore(tokens, looked, lookedIn, compared);
  if (tokens.word(start - 1) === 'case') takeWhens(tokens, end, compared);
  return compared;
}

function takeAfter(tokens: PlacedTokens, first: number, compared: Compared): void {
  const { literals, references } = compared;
  if (tokens.word(first) === '(' && tokens.word(first + 1) === 'select')
    return takeSelected(tokens, first, references);
  const grouped = groups(tokens, first) && tokens.partner(first) === first + 2;
  const place = grouped ? first + 1 : first;
  if (tokens.token(place)?.kind === 'string') literals.push(place);
  const last = tokens.word(place + 1) === '.' ? place + 2 : place;
  const reference = tokens.reference(last);
  // What goes on, `column || '!'`, is no column any more.
  if (reference !== undefined && !'|+-*/%'.includes(tokens.word(last + 1) || ' '))
    references.push(reference);
}

/** What stands before one of these operators that ends at a place. */
function takeBefore(
  tokens: PlacedTokens,
  end: number,
  operators: ReadonlySet<string>,
  { literals, references }: Compared,
): void {
  const length = [4, 3, 2, 1].find((count) => {
    const before = operator(tokens, end - count);
    return before.length === count && operators.has(before.text);
  });
  if (length === undefined) return;
  const place = end - length - 1;
  if (tokens.token(place)?.kind === 'string') literals.push(place);
  const reference = tokens.reference(place);
  if (reference !== undefined && !'|+-*/%'.includes(tokens.word(reference.start - 1) || ' '))
    references.push(reference);
}

/** Where the parenthesis of a SELECT opens whose first column begins at a place. */
function selectAround(tokens: PlacedTokens, start: number): number | undefined {
  const select = ['distinct', 'all'].includes(tokens.word(start - 1)) ? start - 2 : start - 1;
  const found = tokens.word(select) === 'select' && tokens.word(select - 1) === '(';
  return found ? select - 1 : undefined;
}

function takeList(tokens: PlacedTokens, open: number, compared: Compared): void {
  if (tokens.word(open) !== '(') return;
  const inside = { start: open + 1, end: tokens.partner(open) };
  for (const one of tokens.parts(inside)) {
    if (one.end - one.start === 1 && tokens.token(one.start)?.kind === 'string')
      compared.literals.push(one.start);
  }
  if (tokens.word(open + 1) === 'select') takeSelected(tokens, open, compared.references);
}

function takeSelected(tokens: PlacedTokens, open: number, references: Span[]): void {
  const distinct = ['distinct', 'all'].includes(tokens.word(open + 2)) ? 1 : 0;
  takeAfter(tokens, open + 2 + distinct, { literals: [], references });
}

/** Literals after WHEN, up to the END of this CASE. */
function takeWhens(tokens: PlacedTokens, from: number, { literals }: Compared): void {
  for (let [at, depth] = [from, 0]; at < tokens.length; at += 1) {
    const word = tokens.word(at);
    if (word === 'case') depth += 1;
    if (word === 'end' && depth-- === 0) break;
    if (word === 'when' && depth === 0 && tokens.token(at + 1)?.kind === 'string')
      literals.push(at + 1);
  }
}

/** The comparison at a place, in small letters, and how many tokens it takes. */
function operator(tokens: PlacedTokens, at: number): { text: string; length: number } {
  const [one, two] = [tokens.word(at), tokens.word(at + 1)];
  const words = [one, two, tokens.word(at + 2), tokens.word(at + 3)];
  for (const length of [4, 3]) {
    const text = words.slice(0, length).join(' ');
    if (comparisons.has(text)) return { text, length };
  }
  const pair = { '<>': '<>', '!=': '!=', '==': '==', isnot: 'is not', notin: 'not in' }[one + two];
  return pair === undefined ? { text: one, length: 1 } : { text: pair, length: 2 };
}
