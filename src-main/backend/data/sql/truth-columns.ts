import type { ValueKind } from '#shared/model/table.ts';
import type { SqlInput } from './messages.ts';
import { sqlTokens, type Token } from './tokens.ts';

/** Tokens that count, in order, and where each stands among all. */
export type Placed = { token: Token; at: number };

/** The column of truth values that a name at a place stands for; undefined where it is none. */
export type TruthAt = (place: number) => ValueKind | undefined;

/**
 * Finds columns of truth values by their name, but for names that another input has for something else, or that a part of the
 * query in parentheses gives to something for what is around it (`count(*) AS active`). Within that part a column goes before
 * what is given its name.
 */
export function truthColumns(inputs: readonly SqlInput[], placed: readonly Placed[]): TruthAt {
  const truths = new Map<string, ValueKind>();
  const others = new Set<string>();
  for (const { columns } of inputs)
    for (const column of columns) {
      const name = column.name.toLowerCase();
      const known = truths.get(name);
      const same = known === undefined || known.words?.join() === column.words?.join();
      if (column.type === 'boolean' && same) truths.set(name, column);
      else others.add(name);
    }
  for (const name of others) truths.delete(name);
  if (truths.size === 0) return () => undefined;
  const nameAt = (place: number): string | undefined => placed[place]?.token.name?.toLowerCase();
  const around = parenthesesAround(placed);
  const given = new Map<string, Parentheses[]>();
  for (const place of placed.keys()) {
    const name = nameAt(place);
    const within = around[place];
    if (within === undefined || name === undefined || !truths.has(name) || !isNaming(placed, place))
      continue;
    given.set(name, [...(given.get(name) ?? []), bodyOf(placed, within, around)]);
  }
  return (place) => {
    const name = nameAt(place);
    if (name === undefined) return undefined;
    const isOther = given.get(name)?.some(({ open, close }) => place < open || place > close);
    return isOther === true ? undefined : truths.get(name);
  };
}

type Parentheses = { open: number; close: number };

/** Of every place the innermost parentheses around it; undefined outside of all. */
function parenthesesAround(placed: readonly Placed[]): (Parentheses | undefined)[] {
  const open: Parentheses[] = [];
  return placed.map((_, place) => {
    const word = wordAt(placed, place);
    const closed = word === ')' ? open.pop() : undefined;
    if (closed !== undefined) closed.close = place;
    const around = open.at(-1);
    if (word === '(') open.push({ open: place, close: placed.length });
    return around;
  });
}

/** Of the column list of a WITH the query that fills it; anything else as it is. */
function bodyOf(
  placed: readonly Placed[],
  list: Parentheses,
  around: readonly (Parentheses | undefined)[],
): Parentheses {
  if (wordAt(placed, list.close + 1) !== 'as') return list;
  let at = list.close + 2;
  while (['not', 'materialized'].includes(wordAt(placed, at))) at += 1;
  return wordAt(placed, at) === '(' ? (around[at + 1] ?? list) : list;
}

/** Words that may stand before a column; after anything else that is no sign, a name is a new one. */
const beforeColumns = new Set([
  ...['select', 'distinct', 'all', 'where', 'and', 'or', 'not', 'on', 'by', 'having', 'when'],
  ...['then', 'else', 'case', 'in', 'like', 'glob', 'between', 'is', 'from', 'filter', 'escape'],
  ...['limit', 'offset', 'using', 'values', 'isnull', 'notnull', 'regexp', 'match', 'join'],
]);

/** Whether a name is given here, with AS or without, or to a column of a WITH. */
function isNaming(placed: readonly Placed[], place: number): boolean {
  const before = placed[place - 1]?.token;
  const word = wordAt(placed, place - 1);
  if (before === undefined || beforeColumns.has(wordAt(placed, place))) return false;
  if (isSameColumn(placed, word === 'as' ? place - 2 : place - 1, place)) return false;
  if (before.kind === 'identifier') return word === 'as' || !beforeColumns.has(word);
  if (before.kind === 'string' || before.kind === 'number' || word === ')') return true;
  if (word !== '(' && word !== ',') return false;
  let at = place;
  while (placed[at]?.token.kind === 'identifier' || wordAt(placed, at) === ',') at += 1;
  if (wordAt(placed, at) !== ')' || wordAt(placed, at + 1) !== 'as') return false;
  return ['(', 'not', 'materialized'].includes(wordAt(placed, at + 2));
}

/** Whether what is given a name at `place` is, whole, a column of that name, which ends at `last`: `p.active AS active`. */
function isSameColumn(placed: readonly Placed[], last: number, place: number): boolean {
  const [from, to] = [placed[last]?.token.name, placed[place]?.token.name];
  if (from === undefined || from.toLowerCase() !== to?.toLowerCase()) return false;
  return ['select', 'distinct', 'all', ','].includes(wordAt(placed, startOf(placed, last) - 1));
}

/** The pieces of a query, and those among them that count. */
export function placedTokens(query: string): { texts: string[]; placed: Placed[] } {
  const tokens = sqlTokens(query);
  const placed = tokens.flatMap((token, at) => (token.kind === 'space' ? [] : [{ token, at }]));
  return { texts: tokens.map(({ text }) => text), placed };
}

/** The first place of the reference to a column that ends at `place`: of `a.column` that of `a`. */
export function startOf(placed: readonly Placed[], place: number): number {
  return placed[place - 1]?.token.text === '.' ? place - 2 : place;
}

/** The word or mark at a place, in small letters. */
export function wordAt(placed: readonly Placed[], at: number): string {
  return placed[at]?.token.text.toLowerCase() ?? '';
}
