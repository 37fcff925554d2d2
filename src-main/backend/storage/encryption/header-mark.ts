import type { Database } from 'better-sqlite3';
import { PortraitError } from '#shared/errors/index.ts';

/** Whose file it is and its format, from the part of the file that is not encrypted and that a cipher does not protect. */
function header(db: Database): string {
  const id = Number(db.pragma('application_id', { simple: true }));
  return `${id} ${Number(db.pragma('user_version', { simple: true }))}`;
}

/** Repeats inside the file what its header says. */
export function markHeader(db: Database): void {
  db.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('header', ?)`).run(header(db));
}

/** As `markHeader`, where it was marked before: in the transaction that brings the file to another format. */
export function moveHeaderMark(db: Database): void {
  db.prepare(`UPDATE meta SET value = ? WHERE key = 'header'`).run(header(db));
}

/** Throws `encryption_header_changed` where an encrypted file's header is not the one that was written. */
export function checkHeader(db: Database, file: string): void {
  const marked = db.prepare(`SELECT value FROM meta WHERE key = 'header'`).pluck().get();
  if (marked !== header(db)) throw new PortraitError('encryption_header_changed', { file });
}
