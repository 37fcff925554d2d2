import { PortraitError } from '#shared/errors/index.ts';

/** SQLite's or Node's own code of a thrown error, such as SQLITE_FULL or ENOSPC. */
export function sqliteCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** The file, its folder, or what should be its folder and is none, may not be written. */
const unwritable = new Set(['SQLITE_CANTOPEN', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST']);

/** What a full disk, a read-only file, a lock or damage means in our words; anything else comes back as it was. */
export function storageError(thrown: unknown, file: string): unknown {
  if (thrown instanceof PortraitError) return thrown;
  const code = sqliteCode(thrown);
  const cause = { cause: thrown };
  if (code === undefined) return thrown;
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new PortraitError('disk_full', {}, cause);
  if (code.startsWith('SQLITE_READONLY') || unwritable.has(code))
    return new PortraitError('workspace_read_only', { file }, cause);
  if (code === 'EISDIR') return new PortraitError('workspace_not_ours', { file }, cause);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new PortraitError('workspace_locked', { file }, cause);
  if (isDamage(thrown)) {
    const detail = thrown instanceof Error ? thrown.message : code;
    return new PortraitError('workspace_page_damaged', { file, detail }, cause);
  }
  return thrown;
}

export function isDamage(thrown: unknown): boolean {
  const code = sqliteCode(thrown);
  return code === 'SQLITE_NOTADB' || code?.startsWith('SQLITE_CORRUPT') === true;
}
