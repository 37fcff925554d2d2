import { columnMissing } from '#shared/errors/index.ts';
import type { SearchOutput, SearchSettings } from '#shared/model/cells/search.ts';
import { columnsFor } from '#shared/model/column-roles.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import type { IndexedColumn } from '#shared/search/text-index.ts';
import type { TableStore } from '../../storage/index.ts';
import type { Prepared } from '../interactions/index.ts';

/** What can be searched, item by item. */
export type Catalogue = {
  ids: string[];
  titles: string[];
  categories: (string | null)[] | null;
  columns: SearchOutput['columns'];
  /** Rows without an id, or with that of an earlier one. */
  leftOut: number;
  indexed: IndexedColumn[];
};

/** A word of the title counts as two of any other column. */
const titleWeight = 2;

/** The items of the interactions, by title and category. */
export function catalogueOfItems(prepared: Prepared): Catalogue {
  const { itemIds, titles, categories, source } = prepared;
  return {
    ...{ ids: itemIds, titles, categories, leftOut: 0 },
    columns: { id: source.item, title: null, category: null, text: [] },
    indexed: [
      { weight: titleWeight, textOf: (item) => titles[item] ?? '' },
      { weight: 1, textOf: (item) => categories?.[item] ?? '' },
    ],
  };
}

/**
 * Reads a table of items. Columns that are not chosen are those whose names say so: the id, the title, the category, and
 * every other column of text. @throws column_missing, cancelled
 */
export async function catalogueOfTable(
  tables: TableStore,
  table: TableInfo,
  chosen: SearchSettings['columns'],
  pace: () => Promise<void>,
): Promise<Catalogue> {
  const columns = catalogueColumns(table, chosen);
  const place = (name: string): number => {
    const at = table.columns.findIndex((column) => column.name === name);
    if (at < 0) throw columnMissing(name, table.columns);
    return at;
  };
  const wanted = [columns.id, columns.title, columns.category].map((name) =>
    name === null ? null : place(name),
  );
  const read = [...wanted.filter((at) => at !== null), ...columns.text.map(place)];
  const placeIn = (at: number | null | undefined): number =>
    at === null || at === undefined ? -1 : read.indexOf(at);
  const [id, title, category] = wanted.map(placeIn) as [number, number, number];
  const first = read.length - columns.text.length;
  const ids: string[] = [];
  const titles: string[] = [];
  const categories: (string | null)[] = [];
  const texts: string[] = [];
  const seen = new Set<string>();
  for (const { rows } of tables.scan(table.id, { columns: read })) {
    for (const row of rows) {
      const own = textOf(row[id]);
      if (own === null || seen.has(own)) continue;
      seen.add(own);
      ids.push(own);
      titles.push(textOf(row[title]) ?? own);
      categories.push(textOf(row[category]));
      texts.push(
        row
          .slice(first)
          .map((value) => textOf(value) ?? '')
          .join(' \n'),
      );
    }
    await pace();
  }
  return {
    ...{ ids, titles, columns, leftOut: table.rows - ids.length },
    categories: columns.category === null ? null : categories,
    indexed: [
      { weight: titleWeight, textOf: (item) => titles[item]! },
      { weight: 1, textOf: (item) => `${categories[item] ?? ''} \n${texts[item]!}` },
    ],
  };
}

function catalogueColumns(
  { columns }: TableInfo,
  chosen: SearchSettings['columns'],
): SearchOutput['columns'] {
  const id = chosen.id ?? columnsFor('item', columns)[0]?.name ?? columns[0]?.name ?? '';
  const title = chosen.title ?? columnsFor('title', columns, [id])[0]?.name ?? null;
  const category = chosen.category ?? columnsFor('category', columns, [id, title])[0]?.name ?? null;
  const rest = columns
    .filter(({ name, type }) =>
      type === 'text' || type === 'category' ? ![id, title, category].includes(name) : false,
    )
    .map(({ name }) => name);
  return { id, title, category, text: chosen.text ?? rest };
}

/** An id, title or name as text; null where it is missing or blank. */
export function textOf(value: CellValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}
