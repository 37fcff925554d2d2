import { statSync } from 'node:fs';
import { saysEncrypted } from '../encryption/database-file.ts';
import { readBeginning } from './read-beginning.ts';

const magic = 'd9d505f920a163d7';
/** Bytes of the first page that change whenever it is written: format versions, change counter, version of SQLite. */
const passing = (at: number): boolean =>
  at === 18 || at === 19 || (at >= 24 && at < 28) || (at >= 92 && at < 100);
/** What of an encrypted page is comparable. */
const readableBytes = 92;

/** A journal that is not empty beside a database: SQLite rolls it back with the first connection that may write. */
export function hasJournal(path: string): boolean {
  const found = statSync(`${path}-journal`, { throwIfNoEntry: false });
  return found !== undefined && (!found.isFile() || found.size > 0);
}

/**
 * Whether a rollback journal is that of leaving or entering write-ahead mode, which every opening does: it holds the first page
 * of this very file (https://www.sqlite.org/fileformat.html, 3). One that was not yet begun is nobody's and is not rolled back.
 */
export function isOwnJournal(path: string): boolean {
  const journal = `${path}-journal`;
  if (statSync(journal, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const start = readBeginning(journal, 28);
  if (start.every((byte, at) => at >= 12 || byte === 0)) return true;
  if (start.toString('hex', 0, 8) !== magic) return false;
  const [sector, pageSize] = [start.readUInt32BE(20), start.readUInt32BE(24)];
  const header = readBeginning(path, 100);
  const own = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  if (pageSize !== own || sector < 28 || sector > 65_536) return false;
  const record = readBeginning(journal, sector + 4 + pageSize).subarray(sector);
  const compared = saysEncrypted(header) ? readableBytes : pageSize;
  const [before, now] = [record.subarray(4, 4 + compared), readBeginning(path, compared)];
  return (
    record.readUInt32BE(0) === 1 && before.every((byte, at) => passing(at) || byte === now[at])
  );
}
