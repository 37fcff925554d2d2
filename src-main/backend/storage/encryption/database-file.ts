import SqliteDatabase, { type Database, type Options } from 'better-sqlite3';
import type { PageKey } from './data-key.ts';

/** A database and what opens it, as it goes to threads and processes that read it: by message, never by environment or argument. */
export type DatabaseFile = {
  path: string;
  /** Null where the file is not encrypted. */
  key: PageKey | null;
};

/** The first bytes stay readable, so that what a file is can be told before it is unlocked. */
const readableBytes = 96;
/** Where the header of a SQLite file says how many bytes of each page are not its own: a cipher's nonce and tag. */
const reservedAt = 20;

/**
 * The one way to a connection to a workspace file. With a key nothing goes to temporary files: those are not encrypted. Throws
 * what SQLite throws; a wrong key shows at the first statement, as SQLITE_NOTADB.
 */
export function openDatabaseFile({ path, key }: DatabaseFile, options?: Options): Database {
  const db = new SqliteDatabase(path, options);
  if (key === null) return db;
  try {
    useKey(db, key);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** AEGIS-256 pages, each with its own nonce and tag (SQLite3 Multiple Ciphers). */
function useKey(db: Database, key: PageKey): void {
  db.pragma('temp_store = MEMORY');
  useCipher(db);
  db.pragma(`key = '${raw(key)}'`);
}

function useCipher(db: Database): void {
  db.pragma("cipher = 'aegis'");
  db.pragma(`plaintext_header_size = ${readableBytes}`);
}

/** A key as SQLite3 Multiple Ciphers takes it: 32 bytes and the salt of 16, in hex. */
const raw = (key: PageKey): string => `raw:${key}`;

/** Whether the beginning of a SQLite file (100 bytes) says that its pages are encrypted. */
export function saysEncrypted(header: Buffer): boolean {
  return (header.at(reservedAt) ?? 0) > 0;
}

/**
 * Writes all of `from`, which nobody has open, into the new file `target` under another key, or none. No part of an encrypted
 * one lies readable on the disk on the way. Throws what SQLite throws; what was written by then is the caller's to delete.
 */
export function copyUnderKey(from: DatabaseFile, target: DatabaseFile): void {
  if (target.key === null) copyReadable(from, target.path);
  else copyEncrypted(from, { path: target.path, key: target.key });
}

/** `VACUUM ... INTO` encrypts with the key of the main database: here that of an empty one, which is never written. */
function copyEncrypted(from: DatabaseFile, target: { path: string; key: PageKey }): void {
  const db = openDatabaseFile({ path: `${target.path}-main`, key: target.key });
  try {
    db.prepare('ATTACH ? AS source KEY ?').run(from.path, from.key === null ? '' : raw(from.key));
    db.prepare('VACUUM source INTO ?').run(target.path);
  } finally {
    db.close();
  }
}

/** Only changing the key of a file gives the pages the bytes back that were the cipher's. */
function copyReadable(from: DatabaseFile, target: string): void {
  const source = openDatabaseFile(from);
  try {
    source.prepare('VACUUM INTO ?').run(target);
  } finally {
    source.close();
  }
  if (from.key === null) return;
  const db = openDatabaseFile({ path: target, key: from.key });
  try {
    db.pragma('temp_store = DEFAULT');
    db.pragma('journal_mode = MEMORY');
    db.pragma("rekey = ''");
  } finally {
    db.close();
  }
}
