import type { Completion, CompletionContext, CompletionSource } from '@codemirror/autocomplete';
import { SQLite, sql } from '@codemirror/lang-sql';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { Column } from '#shared/model/table.ts';
import { typeName } from '../../../grid/type-name.ts';
import { sqlName } from '../sql-name.ts';

/** A table of the notebook, under the name of its cell. */
export type NamedTable = { name: string; columns: readonly Column[] };

/** SQL of SQLite's dialect, with the notebook's tables and columns and what stands in FROM at hand. */
export function sqlWith(tables: readonly NamedTable[]): Extension {
  const schema = Object.fromEntries(
    tables.map(({ name, columns }) => [
      // A point in a name is none between two names.
      name.replaceAll('.', String.raw`\.`),
      {
        self: { label: name, type: 'class', apply: sqlName(name) },
        children: columns.map((column) => asCompletion(column)),
      },
    ]),
  );
  return [
    sql({ dialect: SQLite, schema, upperCaseKeywords: true }),
    SQLite.language.data.of({ autocomplete: columnsOf(tables) }),
  ];
}

/** Columns of the tables the query names; of all where it names none. */
export function columnsOf(tables: readonly NamedTable[]): CompletionSource {
  return (context: CompletionContext) => {
    const word = context.matchBefore(/[\p{L}\p{N}_$]+/u);
    if (word === null && !context.explicit) return null;
    const from = word?.from ?? context.pos;
    const { state } = context;
    // Behind a point the language knows whose columns are meant.
    if (state.sliceDoc(from - 1, from) === '.') return null;
    if (isText(syntaxTree(state).resolveInner(context.pos, -1).name)) return null;
    const text = state.doc.toString().toLowerCase();
    const named = tables.filter(({ name }) => text.includes(name.toLowerCase()));
    const asked = named.length > 0 ? named : tables;
    const options = asked.flatMap(({ name, columns }) =>
      columns.map((column) => asCompletion(column, asked.length > 1 ? name : undefined)),
    );
    return { from, options, validFor: /^[\p{L}\p{N}_$]*$/u };
  };
}

function asCompletion({ name, type }: Column, table?: string): Completion {
  const detail = table === undefined ? typeName(type) : `${typeName(type)} · ${table}`;
  return { label: name, apply: sqlName(name), detail, type: 'property', boost: 1 };
}

const isText = (node: string): boolean =>
  ['String', 'LineComment', 'BlockComment', 'QuotedIdentifier'].includes(node);
