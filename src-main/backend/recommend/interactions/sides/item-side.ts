import type { DenseRows, SparseRows } from '#shared/engine/recommend.ts';
import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import type { CellValue } from '#shared/model/table.ts';
import { flaggedCategories, separatorOf } from './category-parts.ts';
import { IdIndex } from '../keys/id-index.ts';
import { itemText } from './item-text.ts';
import { keyIndex } from '../keys/key-index.ts';
import type { PrepareInputs } from '../prepare-inputs.ts';
import { encodeSide, keysOf, readSideTable, sideColumn, type SideContext } from './side-data.ts';

/** What is known of items, lined up with their numbers. */
export type ItemSide = {
  ids: IdIndex;
  titles: string[];
  categories: (string | null)[] | null;
  categorySeparator: string | null;
  prices: (number | null)[] | null;
  features: DenseRows | null;
  featureNames: string[];
  text: SparseRows | null;
  terms: number;
  /** Numbers of event items, those taken in from the table without any learnt event included. */
  placeOf(eventItems: IdIndex, place: Int32Array): Int32Array;
};

/**
 * Reads the items table; where there is none, the named columns are looked for in the events, whose ids are all in
 * `context.events`; those in `also` are taken in even if nothing was learnt of them. Throws column_missing.
 */
export async function itemSide(
  inputs: PrepareInputs,
  settings: InteractionsSettings,
  context: SideContext & { events: IdIndex; also: readonly string[] },
): Promise<ItemSide> {
  const { key, title, category, price, text, untried, keys } = settings.items;
  const table = inputs.items ?? ((title ?? category ?? price ?? text[0]) ? inputs.events : null);
  const column = (inputs.items ? key : null) ?? settings.item ?? '';
  const ids = new IdIndex();
  for (const id of context.ids.ids) ids.add(id);
  for (const id of context.also) ids.add(id);
  if (table && inputs.items && untried) {
    const known = keyIndex(context.events, keys);
    for (const id of await keysOf(table, column, context))
      ids.add(context.events.ids[known.find(id) ?? -1] ?? id);
  }
  const wanted = inputs.items ? null : [title, category, price, ...text];
  const within = inputs.items ? null : settings.user;
  const found = { ...context, ids: inputs.items ? keyIndex(ids, keys) : ids };
  const side = table && (await readSideTable(table, column, wanted, found, within));
  const titles = sideColumn(side, title);
  const flagged =
    side && inputs.items && category === null ? flaggedCategories(side.columns, side.values) : null;
  const categories = sideColumn(side, category)?.map(textOrNull) ?? flagged;
  const texts = [...(title === null ? [] : [title]), ...text].flatMap((name) => {
    const values = sideColumn(side, name);
    return values ? [values] : [];
  });
  const encoded = encodeSide(side, inputs.items ? null : [category, price], [
    column,
    title,
    ...text,
  ]);
  const words = texts.length > 0 ? itemText(texts, ids.ids.length) : null;
  return {
    ids,
    titles: ids.ids.map((id, at) => textOrNull(titles?.[at] ?? null) ?? id),
    categories,
    categorySeparator: categories && separatorOf(categories),
    prices:
      sideColumn(side, price)?.map((value) => (typeof value === 'number' ? value : null)) ?? null,
    features: encoded.features,
    featureNames: encoded.names,
    text: words?.rows ?? null,
    terms: words?.terms ?? 0,
    placeOf: (eventItems, place) =>
      place.map((known, old) =>
        known >= 0 ? known : (ids.find(eventItems.ids[old] ?? null) ?? -1),
      ),
  };
}

function textOrNull(value: CellValue): string | null {
  return value === null ? null : String(value);
}
