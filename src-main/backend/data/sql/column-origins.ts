import type { Database } from 'better-sqlite3';
import { kindOf } from '#shared/model/kind-of.ts';
import type { ValueKind } from '#shared/model/table.ts';
import { pieceNames } from '../../storage/index.ts';
import { traceable } from './handed-through.ts';
import type { SqlInput } from './messages.ts';
import { PlacedTokens, type Span } from './placed-tokens.ts';
import { queryParts, type Part, type SubQuery } from './query-parts.ts';

/** A column of a result: the name it has and the kind of the input's column that it is; null where it is computed. */
export type Traced = { name: string; kind: ValueKind | null };

/**
 * Says which column of an input a name in a query stands for. SQLite itself is asked, by preparing a query that selects the
 * name from the same tables, so that its own rules of names hold: aliases, subqueries, WITH, what is shadowed.
 */
export class ColumnOrigins {
  readonly tokens: PlacedTokens;
  readonly parts: readonly Part[];
  readonly #around: readonly (Part | null)[];
  readonly #db: Database;
  readonly #inputs: readonly SqlInput[];
  readonly #known = new Map<string, readonly Traced[] | null>();

  constructor(db: Database, query: string, inputs: readonly SqlInput[]) {
    this.#db = db;
    this.#inputs = inputs;
    this.tokens = new PlacedTokens(query);
    const { parts, around } = queryParts(this.tokens);
    this.parts = parts;
    this.#around = around;
  }

  /** The kind of the column that a reference stands for; null where that is none of an input. */
  kindOf(reference: Span): ValueKind | null {
    const text = this.tokens.text(reference);
    for (let part = this.#around[reference.start] ?? null; part !== null; part = part.query.outer) {
      const own = part.from === null ? null : this.#selected(text, part);
      if (own !== null) return own[0]?.kind ?? null;
      const item = reference.end - reference.start === 1 ? this.#alias(reference, part) : undefined;
      if (item !== undefined) return item.kind;
    }
    return null;
  }

  /** The columns that one expression of a SELECT gives, several of a `*`; null where it cannot be told. */
  columnsOf(item: Span, part: Part): readonly Traced[] | null {
    return this.#selected(this.tokens.text(item), part);
  }

  /** The columns of the whole answer. */
  answer(): readonly Traced[] | null {
    return this.#prepared(traceable(this.tokens));
  }

  /** What a SELECT itself calls so: asked for only where its tables have no such column. */
  #alias(reference: Span, part: Part): Traced | undefined {
    const name = this.tokens.token(reference.start)!.name!.toLowerCase();
    for (const item of part.items) {
      // A name is given at the end.
      if (this.tokens.token(item.end - 1)?.name?.toLowerCase() !== name) continue;
      if (item.start <= reference.start && reference.start < item.end) continue;
      const found = this.columnsOf(item, part)?.find((one) => one.name.toLowerCase() === name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #selected(expressions: string, part: Part): readonly Traced[] | null {
    const from = part.from === null ? '' : ` FROM ${this.tokens.text(part.from)}`;
    let query = `SELECT ${expressions}${from}`;
    for (let around: SubQuery | null = part.query; around !== null; around = around.within)
      if (around.tables !== null)
        query = `${this.tokens.text(around.tables)} SELECT * FROM (${query})`;
    const known = this.#known.get(query);
    if (known !== undefined) return known;
    const found = this.#prepared(traceable(new PlacedTokens(query)));
    this.#known.set(query, found);
    return found;
  }

  #prepared(query: string): readonly Traced[] | null {
    try {
      const columns = this.#db.prepare(query).columns();
      return columns.map(({ name, table, column }) => ({ name, kind: this.#kind(table, column) }));
    } catch {
      // No such column, or something that stands for itself only in its place.
      return null;
    }
  }

  #kind(table: string | null, column: string | null): ValueKind | null {
    const input = this.#inputs.find(
      ({ id, columns }) => table !== null && pieceNames(id, columns.length).includes(table),
    );
    const found = column === null ? undefined : input?.columns[Number(column.slice(1))];
    return found === undefined ? null : kindOf(found);
  }
}
