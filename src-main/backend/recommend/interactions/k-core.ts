import type { SparseRows } from '#shared/engine/recommend.ts';
import { chunk, type Pace } from './chunks.ts';

/**
 * Users and items that still have the minimum number of pairs when all others are taken away, again and again
 * (the k-core of the bipartite graph).
 */
export async function coreOf(
  rows: SparseRows,
  items: number,
  { perUser, perItem }: { perUser: number; perItem: number },
  pace: Pace,
): Promise<{ users: Uint8Array; items: Uint8Array }> {
  const users = new Uint8Array(rows.pointer.length - 1).fill(1);
  const kept = new Uint8Array(items).fill(1);
  for (let changed = true; changed;) {
    changed = false;
    const ofItem = new Int32Array(items);
    let since = 0;
    for (let user = 0; user < users.length; user++) {
      if (!users[user]) continue;
      since += rows.pointer[user + 1]! - rows.pointer[user]! + 1;
      if (since > chunk) {
        since = 0;
        await pace();
      }
      let count = 0;
      for (let at = rows.pointer[user]!; at < rows.pointer[user + 1]!; at++)
        if (kept[rows.index[at]!]) count += 1;
      if (count < perUser) {
        users[user] = 0;
        changed = true;
        continue;
      }
      for (let at = rows.pointer[user]!; at < rows.pointer[user + 1]!; at++)
        ofItem[rows.index[at]!]! += 1;
    }
    for (let item = 0; item < items; item++) {
      if (!kept[item] || ofItem[item]! >= perItem) continue;
      kept[item] = 0;
      changed = true;
    }
  }
  return { users, items: kept };
}
