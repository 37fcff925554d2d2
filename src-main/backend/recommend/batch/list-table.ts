import type { BatchOutput } from '#shared/model/cells/batch.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import type { IdType, Prepared } from '../interactions/index.ts';
import type { Scored } from '#shared/recommenders/fold-in/own-list.ts';

/** Where a list comes from, as `BatchOutput` counts it. */
export type ListSource = keyof BatchOutput['lists'];

/** How the table names it. */
const sourceNames: Record<ListSource, string> = {
  fitted: 'fitted',
  foldedIn: 'folded in',
  updated: 'new events',
  segment: 'popular in segment',
  popular: 'popular',
};

export type ListTable = {
  columns: Column[];
  rowsOf(user: string, list: Scored, source: ListSource): CellValue[][];
};

/** The table of lists. `others` are ids beside those of the interactions; one that is no number makes all of them text. */
export function listTable(
  { made, itemIds, titles }: Prepared,
  others: readonly string[],
): ListTable {
  const { item: itemType, user } = made.idTypes;
  const userType = others.every((id) => fits(id, user)) ? user : 'text';
  const valueOf = (id: string, type: IdType): CellValue => (type === 'text' ? id : Number(id));
  return {
    columns: [
      { name: 'user', type: userType },
      { name: 'rank', type: 'integer' },
      { name: 'item', type: itemType },
      { name: 'title', type: 'text' },
      { name: 'score', type: 'real' },
      { name: 'list', type: 'text' },
    ],
    rowsOf: (id, { items, scores }, source) =>
      Array.from(items, (item, place) => [
        valueOf(id, userType),
        place + 1,
        valueOf(itemIds[item]!, itemType),
        titles[item] ?? null,
        scores[place]!,
        sourceNames[source],
      ]),
  };
}

function fits(id: string, type: IdType): boolean {
  if (type === 'text') return true;
  const number = Number(id);
  return String(number) === id && (type === 'real' || Number.isSafeInteger(number));
}
