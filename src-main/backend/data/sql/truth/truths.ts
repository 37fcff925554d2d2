import type { Database } from 'better-sqlite3';
import type { ValueKind } from '#shared/model/table.ts';
import { readBoolean } from '#shared/values/boolean-text.ts';
import { ColumnOrigins } from '../column-origins.ts';
import { outermost } from '../handed-through.ts';
import type { SqlInput } from '../messages.ts';
import type { Span } from '../placed-tokens.ts';
import { givenInstead, isText, wordOf } from './truth-texts.ts';
import { unionWords } from './truth-unions.ts';
import { comparedWith } from './truth-words.ts';

/** A query over truth values as it is to run, and the kinds of its columns that are columns of an input. */
export type WithTruths = { query: string; kinds: readonly (ValueKind | null)[] | null };

/** UNIONs within each other that are looked at, from the inside out. */
const mostUnions = 8;

/**
 * Truth values are 0 and 1 inside a query, whatever their file calls them, so that they count, add up and are conditions.
 * Where a column of them is compared with one of its words the word becomes its number; where it is used as a text, compared
 * with a text or put under one name with texts by a UNION, its word takes its place: a query gives and finds what the table
 * shows. Columns are followed through aliases, subqueries, WITH and functions that hand one of their values on.
 */
export function withTruths(db: Database, asked: string, inputs: readonly SqlInput[]): WithTruths {
  let origins = new ColumnOrigins(db, asked, inputs);
  const hasTruths = inputs.some(({ columns }) => columns.some(({ type }) => type === 'boolean'));
  if (!hasTruths) return { query: asked, kinds: kindsOf(origins) };
  for (let depth = 0; depth < mostUnions; depth += 1) {
    const words = unionWords(origins);
    if (words.size === 0) break;
    origins = new ColumnOrigins(db, replaced(origins, words), inputs);
  }
  const query = replaced(origins, usesOf(origins));
  return {
    query,
    kinds: kindsOf(query === asked ? origins : new ColumnOrigins(db, query, inputs)),
  };
}

const kindsOf = (origins: ColumnOrigins): WithTruths['kinds'] =>
  origins.answer()?.map(({ kind }) => kind) ?? null;

/** What is to stand in the place of words, and of columns of truth values that are used as texts. */
function usesOf(origins: ColumnOrigins): Map<Span, string> {
  const { tokens } = origins;
  const changes = new Map<Span, string>();
  for (const place of tokens.placed.keys()) {
    const reference = tokens.reference(place);
    if (reference === undefined) continue;
    const span = outermost(tokens, reference);
    const asText = isText(tokens, span);
    const { literals, references: compared } = comparedWith(tokens, span);
    const references = [...compared, ...givenInstead(tokens, span)];
    // SQLite is asked only for what matters.
    if (!asText && literals.length === 0 && references.length === 0) continue;
    const kind = origins.kindOf(reference);
    if (kind?.type !== 'boolean') continue;
    if (asText || references.some((other) => isTextColumn(origins, other))) {
      changes.set(span, wordOf(tokens.text(span), kind));
      continue;
    }
    for (const literal of literals) {
      const word = tokens.token(literal)!.text.slice(1, -1).replaceAll("''", "'");
      const value = readBoolean(word, true, kind.words);
      if (value !== undefined) changes.set({ start: literal, end: literal + 1 }, String(value));
    }
  }
  return changes;
}

function isTextColumn(origins: ColumnOrigins, reference: Span): boolean {
  const type = origins.kindOf(reference)?.type;
  return type === 'text' || type === 'category';
}

/** The query with texts in the places of spans; of spans within each other the innermost alone. */
function replaced({ tokens }: ColumnOrigins, changes: ReadonlyMap<Span, string>): string {
  const texts = [...tokens.texts];
  const inOrder = [...changes].sort(([a], [b]) => b.start - a.start || a.end - b.end);
  let before = tokens.length + 1;
  for (const [{ start, end }, text] of inOrder) {
    if (end > before) continue;
    before = start;
    const [from, to] = [tokens.placed[start]!.at, tokens.placed[end - 1]!.at];
    texts.fill('', from, to + 1);
    texts[from] = text;
  }
  return texts.join('');
}
