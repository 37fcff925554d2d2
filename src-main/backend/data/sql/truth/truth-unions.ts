import type { ValueKind } from '#shared/model/table.ts';
import { quoted } from '../../../storage/index.ts';
import type { ColumnOrigins } from '../column-origins.ts';
import type { Span } from '../placed-tokens.ts';
import type { Part } from '../query-parts.ts';
import { isWritten, wordOf } from './truth-texts.ts';

/** One expression of a part of a UNION that gives one column; where one gives several (`*`) there is none. */
type Cell = { item: Span | null; name: string; kind: ValueKind | null; text: boolean };

/**
 * The texts that take the places of spans where a UNION puts columns of truth values and texts under one name: the words of
 * the truth values, and for a part with a `*` all its columns by name.
 */
export function unionWords(origins: ColumnOrigins): Map<Span, string> {
  const changes = new Map<Span, string>();
  const queries = new Set(origins.parts.map(({ query }) => query));
  for (const { parts } of queries) {
    if (parts.length < 2) continue;
    const rows = parts.map((part) => cellsOf(origins, part));
    for (const [p, cells] of rows.entries()) {
      const mixed = cells?.map(
        ({ kind }, c) => kind?.type === 'boolean' && rows.some((other) => other?.[c]?.text),
      );
      if (cells === null || mixed?.includes(true) !== true) continue;
      for (const [span, text] of replacements(origins, parts[p]!, cells, mixed))
        changes.set(span, text);
    }
  }
  return changes;
}

function cellsOf(origins: ColumnOrigins, part: Part): Cell[] | null {
  const { tokens } = origins;
  const rows = tokens.word(part.body.start) === 'values';
  const items = rows ? tokens.parts(rowOf(part)) : part.items;
  const cells: Cell[] = [];
  for (const item of items) {
    const columns = origins.columnsOf(item, part);
    if (columns === null) return null;
    const own = columns.length === 1 && tokens.word(item.end - 1) !== '*' ? item : null;
    for (const { name, kind } of columns) {
      const stored = kind !== null && ['text', 'category', 'date'].includes(kind.type);
      const text = stored || (kind === null && own !== null && isWritten(tokens, own));
      cells.push({ item: own, name, kind, text });
    }
  }
  return cells;
}

/** Inside the parentheses of the first row of VALUES. */
function rowOf({ items }: Part): Span {
  const row = items[0]!;
  return { start: row.start + 1, end: row.end - 1 };
}

function replacements(
  { tokens }: ColumnOrigins,
  part: Part,
  cells: readonly Cell[],
  mixed: readonly boolean[],
): [Span, string][] {
  if (cells.every(({ item }, c) => !mixed[c] || item !== null)) {
    return cells.flatMap(({ item, name, kind }, c): [Span, string][] => {
      if (!mixed[c]) return [];
      const named = tokens.word(item!.end - 2) === 'as' ? item!.end - 2 : item!.end;
      const value = { start: item!.start, end: named };
      return [[item!, `${wordOf(tokens.text(value), kind!)} AS ${quoted(name)}`]];
    });
  }
  const own = cells.map((_, c) => `k${c}`);
  const shown = cells.map(({ name, kind }, c) => {
    const value = mixed[c] ? wordOf(own[c]!, kind!) : own[c]!;
    return `${value} AS ${quoted(name)}`;
  });
  const inner = `WITH w(${own.join(', ')}) AS (${tokens.text(part.body)}) SELECT * FROM w`;
  return [[part.body, `SELECT ${shown.join(', ')} FROM (${inner})`]];
}
