import type { Database } from 'better-sqlite3';
import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';

/** Left free by what fills a disk: enough to clean up after it, and for edits. */
const kept = 2 ** 20;

/**
 * Throws `disk_full` where writing `bytes` more, into the log and then into the file, would leave no room to write the log into
 * the file: nothing could be given back then.
 */
export function assertRoom(db: Database, bytes: number): void {
  if (db.memory) return;
  const free = freeBytes(dirname(db.name));
  // The first figures cost a look; the rest is asked only where it may matter.
  if (free === null || free > 2 ** 30 + 2 * bytes) return;
  const owed = databaseBytes(db) - (statSync(db.name, { throwIfNoEntry: false })?.size ?? 0);
  if (free < Math.max(0, owed) + 2 * bytes + kept) throw new PortraitError('disk_full');
}

/** Size of the database with what stands in its log. */
export function databaseBytes(db: Database): number {
  const pages = Number(db.pragma('page_count', { simple: true }));
  return pages * Number(db.pragma('page_size', { simple: true }));
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    // The folder may be gone while the file is open; and not every file system says.
    return null;
  }
}
