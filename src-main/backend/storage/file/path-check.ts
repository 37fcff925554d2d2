import { statSync, type Stats } from 'node:fs';
import { PortraitError } from '#shared/errors/index.ts';
import { identityOf, type FileIdentity } from './file-place.ts';
import { hasJournal, isOwnJournal } from './rollback-journal.ts';
import { readBeginning } from './read-beginning.ts';

const walMagic = new Set([0x377f0682, 0x377f0683]);

/**
 * Whether a workspace can lie at a path, found out without opening anything that may never answer. Throws
 * `workspace_folder`, `workspace_device`, `workspace_empty` and, where only a log lies there, `workspace_log_alone`.
 */
export function checkPath(path: string): void {
  const found = look(path);
  if (found?.isDirectory() === true) throw new PortraitError('workspace_folder', { file: path });
  if (found !== undefined && !found.isFile())
    throw new PortraitError('workspace_device', { file: path });
  if (found !== undefined && found.size > 0) return;
  for (const log of [`${path}-wal`, `${path}-journal`])
    if (look(log) !== undefined && look(log)?.size !== 0)
      throw new PortraitError('workspace_log_alone', { file: path, log });
  if (found !== undefined) throw new PortraitError('workspace_empty', { file: path });
}

/**
 * Refuses logs that SQLite would write into the file though they belong to another. `known` is what the last holder noted of
 * the file and its log. Throws `workspace_log_foreign`.
 */
export function checkLogs(
  path: string,
  known: { file: FileIdentity | null; log: FileIdentity | null } | null,
): void {
  const foreign = (log: string) => new PortraitError('workspace_log_foreign', { file: path, log });
  const header = readBeginning(path, 100);
  const journal = `${path}-journal`;
  // We write ahead from the first table on: a file that does has no rollback journal but one of its first page.
  if (hasJournal(path) && header[18] === 2 && !isOwnJournal(path)) throw foreign(journal);
  const log = `${path}-wal`;
  const logFound = look(log);
  if (logFound === undefined || !notEmpty(logFound)) return;
  if (!logFound.isFile()) throw foreign(log);
  const start = readBeginning(log, 32);
  // Zeros are what a power cut leaves of a log that had just begun.
  if (start.some((byte) => byte !== 0)) {
    const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    if (!walMagic.has(start.readUInt32BE(0)) || start.readUInt32BE(8) !== pageSize)
      throw foreign(log);
  }
  // The log is the one that was written to, the file is not.
  if (known !== null && known.log === identityOf(log) && known.file !== identityOf(path))
    throw foreign(log);
}

function notEmpty(found: Stats): boolean {
  return !found.isFile() || found.size > 0;
}

function look(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
