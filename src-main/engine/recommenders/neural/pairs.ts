import type { SparseRows } from '#shared/engine/recommend.ts';

/** User and item of each interaction. */
export function pairsOf(rows: SparseRows): { users: Int32Array; items: Int32Array } {
  const users = new Int32Array(rows.index.length);
  for (let user = 0; user + 1 < rows.pointer.length; user++)
    users.fill(user, rows.pointer[user], rows.pointer[user + 1]);
  return { users, items: rows.index };
}
