import type { AuditAction } from '#shared/model/audit.ts';
import { userName } from '../../lib/index.ts';
import { openDatabaseFile, type DatabaseFile } from '../encryption/database-file.ts';
import { AuditLog } from './audit-log.ts';

/** Writes down in a closed workspace what a command did to it; not in one of a format that has no log yet. */
export function noteChange(file: DatabaseFile, action: AuditAction): void {
  const db = openDatabaseFile(file, { timeout: 5000 });
  try {
    const there = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'audit_log'`).get();
    if (there === undefined) return;
    db.pragma('synchronous = FULL');
    const actor = () => ({ role: 'owner', name: userName() }) as const;
    const log = new AuditLog(db, { clock: Date.now, actor, keepers: [] });
    log.add({ action, object: { type: 'workspace', id: '' } });
  } finally {
    db.close();
  }
}
