import type { PlacedTokens, Span } from './placed-tokens.ts';

/** One SELECT or VALUES of a query; UNION and the like join several. */
export type Part = {
  query: SubQuery;
  /** Without ORDER BY and LIMIT, which belong to all parts together. */
  body: Span;
  items: Span[];
  from: Span | null;
};
/** A query as a whole, or one in parentheses. */
export type SubQuery = {
  within: SubQuery | null;
  /** The part in whose text it stands, whose columns it may name. */
  outer: Part | null;
  /** Its WITH. */
  tables: Span | null;
  parts: Part[];
};
type Open = {
  query: SubQuery | null;
  start: number;
  part: Part | null;
  clause: Clause;
  item: number;
};
type Clause = 'before' | 'items' | 'from' | 'rest' | 'order';

const ends = new Set(['where', 'group', 'having', 'window', 'order', 'limit']);
const joins = new Set(['union', 'intersect', 'except']);

/** The parts of a query, each with what stands in it, and the innermost part around every place. */
export function queryParts(tokens: PlacedTokens): { parts: Part[]; around: (Part | null)[] } {
  const parts: Part[] = [];
  const around: (Part | null)[] = [];
  const opened = (start: number, within: SubQuery | null, outer: Part | null): Open => {
    const query = { within, outer, tables: null, parts: [] };
    return { query, start, part: null, clause: 'before', item: start };
  };
  const stack: Open[] = [opened(0, null, null)];
  for (let at = 0; at <= tokens.length; at += 1) {
    const top = stack.at(-1)!;
    const word = tokens.word(at);
    if (at === tokens.length || (word === ')' && stack.length > 1)) {
      endPart(top, at);
      if (at < tokens.length) stack.pop();
      around.push(nearest(stack));
      continue;
    }
    if (word === '(') {
      around.push(nearest(stack));
      const begins = ['select', 'with', 'values'].includes(tokens.word(at + 1));
      stack.push(
        begins
          ? opened(at + 1, queryAround(stack), nearest(stack))
          : { query: null, start: at + 1, part: null, clause: 'rest', item: at + 1 },
      );
      continue;
    }
    if (top.query !== null) {
      const part = step(tokens, top, at, word);
      if (part !== null) parts.push(part);
    }
    around.push(nearest(stack));
  }
  return { parts, around };
}

/** Goes on by one token of a query's own; gives the part that begins with it. */
function step(tokens: PlacedTokens, top: Open, at: number, word: string): Part | null {
  const query = top.query!;
  if (word === 'select' || (word === 'values' && top.part === null)) {
    if (query.parts.length === 0 && at > top.start) query.tables = { start: top.start, end: at };
    const part: Part = { query, body: { start: at, end: at }, items: [], from: null };
    query.parts.push(part);
    const distinct = ['distinct', 'all'].includes(tokens.word(at + 1)) ? 1 : 0;
    Object.assign(top, { part, clause: 'items', item: at + 1 + distinct });
    return part;
  }
  if (top.part === null) return null;
  if (joins.has(word)) {
    endPart(top, at);
    Object.assign(top, { part: null, clause: 'rest' });
  } else if (top.clause === 'items' && word === ',') {
    top.part.items.push({ start: top.item, end: at });
    top.item = at + 1;
  } else if (top.clause === 'items' && word === 'from' && tokens.word(at - 1) !== 'distinct') {
    endClause(top, at);
    top.part.from = { start: at + 1, end: at + 1 };
    top.clause = 'from';
  } else if (ends.has(word) && isClause(tokens, at, word)) {
    endClause(top, at);
    const last = word === 'order' || word === 'limit';
    if (last && top.clause !== 'order') top.part.body.end = at;
    top.clause = last || top.clause === 'order' ? 'order' : 'rest';
  }
  return null;
}

/** `window` may be a name. */
function isClause(tokens: PlacedTokens, at: number, word: string): boolean {
  return word !== 'window' || tokens.word(at + 2) === 'as';
}

function endClause({ part, clause, item }: Open, at: number): void {
  if (part === null) return;
  if (clause === 'items') part.items.push({ start: item, end: at });
  if (clause === 'from') part.from!.end = at;
}

function endPart(top: Open, at: number): void {
  endClause(top, at);
  if (top.part !== null && top.clause !== 'order') top.part.body.end = at;
  top.clause = 'rest';
}

function nearest(stack: readonly Open[]): Part | null {
  for (let at = stack.length - 1; at >= 0; at -= 1) {
    const { query, part } = stack[at]!;
    if (query !== null) return part ?? query.parts.at(-1) ?? query.outer;
  }
  return null;
}

function queryAround(stack: readonly Open[]): SubQuery | null {
  return stack.findLast(({ query }) => query !== null)?.query ?? null;
}
