import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import type { AuditCheck } from '#shared/model/audit.ts';
import { userName } from '../../lib/index.ts';
import { pageKeyOf } from '../encryption/index.ts';
import { unlock } from '../encryption/unlock.ts';
import { Workspace } from '../workspace.ts';
import { auditCsv } from './audit-csv.ts';

/**
 * Follows the audit log of the workspace at a path that nobody has open. Throws `file_missing` and what unlocking and opening a
 * workspace throw.
 */
export async function checkAuditLog(
  file: string,
  { secret, userFolder }: { secret: string | undefined; userFolder: string },
): Promise<{ check: AuditCheck; csv: string }> {
  const path = resolve(file);
  if (!existsSync(path)) throw new PortraitError('file_missing', { file: path });
  const key = secret === undefined ? {} : { key: pageKeyOf(await unlock(path, secret)) };
  const workspace = Workspace.open(path, {
    ...{ clock: Date.now, newId: () => crypto.randomUUID(), userFolder, ...key },
    actor: () => ({ role: 'owner', name: userName() }),
  });
  try {
    const check = await workspace.audit.check();
    const all = { actor: null, action: null, object: null };
    const { rows } = workspace.audit.list(all, { before: null, limit: Number.MAX_SAFE_INTEGER });
    return { check, csv: auditCsv(rows.reverse()) };
  } finally {
    workspace.close();
  }
}
