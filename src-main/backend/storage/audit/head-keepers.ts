import type { WorkspaceLock } from '../file/workspace-lock.ts';
import type { HeadKeeper } from './audit-log.ts';
import { KnownHeads } from './known-heads.ts';

/** Keeps the end of a log in the lock beside the workspace, and in the user's own folder where one is given. */
export function headKeepers(
  { lock, path }: { lock: () => WorkspaceLock | null; path: () => string },
  userFolder: string | undefined,
): HeadKeeper[] {
  const beside: HeadKeeper = {
    heads: () => {
      const head = lock()?.head;
      return head ? [head] : [];
    },
    note: (head) => {
      const held = lock();
      if (held !== null) held.head = head;
    },
  };
  if (userFolder === undefined) return [beside];
  const known = new KnownHeads(userFolder);
  const own: HeadKeeper = {
    heads: (log) => known.find(path(), log),
    note: (head) => known.note(path(), head),
  };
  return [beside, own];
}
