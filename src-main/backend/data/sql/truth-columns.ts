import type { ValueKind } from '#shared/model/table.ts';
import type { SqlInput } from './messages.ts';
import { sqlTokens, type Token } from './tokens.ts';

/** Tokens that count, in order, and where each stands among all. */
export type Placed = { token: Token; at: number };

/** Columns of truth values by their name in small letters, but for names that another input has for something else. */
export function truthColumns(inputs: readonly SqlInput[]): ReadonlyMap<string, ValueKind> {
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
  return truths;
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
