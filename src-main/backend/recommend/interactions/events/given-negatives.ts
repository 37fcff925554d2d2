import type { SparseRows } from '#shared/engine/recommend.ts';
import { columnPlace } from '#shared/errors/index.ts';
import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { TableStore } from '../../../storage/index.ts';
import { testRoles } from './events.ts';
import type { IdIndex } from '../keys/id-index.ts';

/** What the rows of a test part give their items to be ranked among. */
export type GivenNegatives = { user: string; item: string; negatives: string[] }[];

/**
 * Reads the column of negatives of the test rows; null where none is named.
 * @throws column_missing
 */
export async function givenNegatives(
  { events, test }: { events: TableInfo; test: TableInfo | null },
  settings: InteractionsSettings,
  { tables, pace }: { tables: TableStore; pace(): Promise<void> },
): Promise<GivenNegatives | null> {
  const { kind, negatives } = settings.split;
  if (kind !== 'given' || negatives === null) return null;
  const table = test ?? events;
  const { user, item } = test ? testRoles(test, settings) : settings;
  const columns = [user, item, negatives].map((name) => columnPlace(name, table.columns));
  const found: GivenNegatives = [];
  for (const { rows } of tables.scan(table.id, { columns })) {
    for (const [who, what, list] of rows) {
      if ((who ?? null) === null || (what ?? null) === null || (list ?? null) === null) continue;
      const own = listedIds(String(list));
      if (own.length > 0) found.push({ user: String(who), item: String(what), negatives: own });
    }
    await pace();
  }
  return found;
}

/** Ids of a list as files write it: `1|2`, `1,2`, `1 2`, `[1, 2]` or `["a", "b"]`. */
export function listedIds(text: string): string[] {
  const bare = text.trim().replace(/^[[({]|[\])}]$/g, '');
  const separator = ['|', '\t', ';', ','].find((one) => bare.includes(one)) ?? /\s+/;
  return bare
    .split(separator)
    .map((id) => id.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter((id) => id !== '');
}

/** As rows of the held-out pairs; of a pair that occurs twice the first row counts. */
export function negativeRows(
  given: GivenNegatives,
  test: SparseRows,
  ids: { users: IdIndex; items: IdIndex },
): SparseRows {
  const byPair = new Map(
    given.toReversed().map(({ user, item, negatives }) => {
      const pair = `${ids.users.find(user) ?? -1} ${ids.items.find(item) ?? -1}`;
      return [pair, negatives] as const;
    }),
  );
  const pointer = new Int32Array(test.index.length + 1);
  const index: number[] = [];
  for (let user = 0; user + 1 < test.pointer.length; user++)
    for (let at = test.pointer[user]!; at < test.pointer[user + 1]!; at++) {
      const item = test.index[at]!;
      const own = new Set(byPair.get(`${user} ${item}`)?.map((id) => ids.items.find(id) ?? -1));
      own.delete(item);
      own.delete(-1);
      for (const other of own) index.push(other);
      pointer[at + 1] = index.length;
    }
  const value = new Float32Array(index.length).fill(1);
  return { pointer, index: Int32Array.from(index), value };
}
