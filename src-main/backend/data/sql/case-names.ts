import type { Column } from '#shared/model/table.ts';
import { quoted } from '../../storage/index.ts';
import { sqlTokens } from './tokens.ts';

/** Not visible, and in no name that a person types; so many of them tell the spellings of one name apart. */
const mark = '\u2060';

/**
 * SQLite takes `ID` and `id` for one column. Where a table has both, each goes by a name of its own inside the query:
 * identifiers that are spelled exactly like one of them are replaced, and the names of results put back. Any other
 * spelling is then no column at all, rather than one of them by chance.
 */
export class CaseNames {
  readonly #inner = new Map<string, string>();

  constructor(tables: readonly (readonly Column[])[]) {
    for (const columns of tables) {
      const spellings = new Map<string, string[]>();
      for (const { name } of columns) {
        const key = folded(name);
        spellings.set(key, [...(spellings.get(key) ?? []), name]);
      }
      for (const names of spellings.values()) if (names.length > 1) this.#tellApart(names);
    }
  }

  /** The name of a column, or of anything else, inside the query. */
  inner(name: string): string {
    return this.#inner.get(name) ?? name;
  }

  /** The query as SQLite is to see it. */
  rewritten(query: string): string {
    if (this.#inner.size === 0) return query;
    return sqlTokens(query)
      .map(({ text, name }) => {
        const inner = name === undefined ? undefined : this.#inner.get(name);
        return inner === undefined ? text : asWritten(text, name!, inner);
      })
      .join('');
  }

  /** A text of SQLite's, the names of results and messages, with the columns' own names. */
  restored(text: string): string {
    let result = text;
    // The longest first: `id` with two marks begins like `id` with one.
    const inner = [...this.#inner].sort((a, b) => b[1].length - a[1].length);
    for (const [name, replaced] of inner) result = result.replaceAll(replaced, name);
    return result;
  }

  #tellApart(names: readonly string[]): void {
    for (const name of names) {
      if (!this.#inner.has(name)) this.#inner.set(name, name + mark.repeat(this.#inner.size + 1));
    }
  }
}

/** Another name in the quotes of the one that was written, or in none: what SQLite names by its text stays as it was asked. */
function asWritten(text: string, name: string, inner: string): string {
  if (text === name) return inner;
  const [open, close] = [text.slice(0, 1), text.slice(-1)];
  return inner.includes(close) ? quoted(inner) : open + inner + close;
}

/** As SQLite compares names: only A to Z have two cases. */
function folded(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
