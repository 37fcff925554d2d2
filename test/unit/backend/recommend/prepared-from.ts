import { interactions, type InteractionsSettings } from '#shared/model/cells/interactions.ts';
import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import type { SparseRows } from '#shared/engine/recommend.ts';
import { prepare } from '../../../../src-main/backend/recommend/interactions/prepare.ts';
import { summarise } from '../../../../src-main/backend/recommend/interactions/summary.ts';
import { openTableStore } from '../../../support/table-store.ts';

/** Rows with a header: `name` or `name:type`, text where no type is given. */
export type Rows = readonly (readonly CellValue[])[];

type Tables = { events: Rows; users?: Rows; items?: Rows; friends?: Rows; test?: Rows };
type Given = { [K in keyof InteractionsSettings]?: unknown };

/** 1 January 2025. */
const now = Date.UTC(2025, 0, 1);

/** Interactions prepared from small tables in memory, and what the cell would tell of them. */
export async function preparedFrom(tables: Tables, given: Given, seed = 1) {
  const { store } = openTableStore();
  const table = (rows: Rows | undefined): TableInfo | null => {
    if (rows === undefined) return null;
    const [header = [], ...body] = rows;
    const columns = header.map((cell): Column => {
      const [name = '', type = 'text'] = String(cell).split(':');
      // Tests name types as the store does.
      return { name, type: type as Column['type'] };
    });
    const writer = store.create(columns, { synthetic: false });
    writer.append(body.map((row) => [...row]));
    return writer.finish();
  };
  const settings = interactions.settings.parse({ user: 'user', item: 'item', ...given });
  const preparation = await prepare(
    {
      events: table(tables.events)!,
      users: table(tables.users),
      items: table(tables.items),
      friends: table(tables.friends),
      test: table(tables.test),
    },
    settings,
    {
      ...{ tables: store, seed, now },
      pace: () => Promise.resolve(),
      progress: () => undefined,
    },
  );
  return {
    ...preparation,
    tables: store,
    summary: await summarise(preparation, () => Promise.resolve()),
  };
}

/** Pairs as `user item value`, for reading. */
export function pairsOf(
  rows: SparseRows,
  { userIds, itemIds }: { userIds: string[]; itemIds: string[] },
): string[] {
  return userIds.flatMap((user, u) =>
    Array.from(rows.index.subarray(rows.pointer[u]!, rows.pointer[u + 1]!), (item, at) => {
      const value = rows.value[rows.pointer[u]! + at]!;
      return `${user} ${itemIds[item]!} ${Number(value.toPrecision(6))}`;
    }),
  );
}
