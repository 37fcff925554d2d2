import type { SparseRows } from '#shared/engine/recommend.ts';
import { columnMissing, columnPlace } from '#shared/errors/index.ts';
import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { SideContext } from './side-data.ts';

/**
 * Friendship among known users, both ways and each once, user rows ascending; null where there is no table of friends.
 * @throws column_missing
 */
export async function friendRows(
  table: TableInfo | null,
  settings: InteractionsSettings,
  { tables, ids, pace }: SideContext,
): Promise<SparseRows | null> {
  if (table === null) return null;
  const columns = friendColumns(table, settings);
  const circles = ids.ids.map(() => new Set<number>());
  for (const { rows } of tables.scan(table.id, { columns })) {
    for (const [one, other] of rows) {
      const a = ids.find(one ?? null);
      const b = ids.find(other ?? null);
      if (a === undefined || b === undefined || a === b) continue;
      circles[a]!.add(b);
      circles[b]!.add(a);
    }
    await pace();
  }
  const pointer = new Int32Array(circles.length + 1);
  circles.forEach((circle, user) => (pointer[user + 1] = pointer[user]! + circle.size));
  const index = new Int32Array(pointer.at(-1) ?? 0);
  circles.forEach((circle, user) =>
    index.set(
      [...circle].sort((a, b) => a - b),
      pointer[user],
    ),
  );
  return { pointer, index, value: new Float32Array(index.length).fill(1) };
}

/** Places of the two columns, the first two where none are named. Throws column_missing. */
export function friendColumns(table: TableInfo, { friends }: InteractionsSettings): number[] {
  const place = (name: string | null, fallback: number): number => {
    if (name !== null) return columnPlace(name, table.columns);
    if (fallback >= table.columns.length) throw columnMissing('friend', table.columns);
    return fallback;
  };
  return [place(friends.user, 0), place(friends.friend, 1)];
}
