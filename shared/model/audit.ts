import { z } from 'zod';
import { role } from './role.ts';

/** The closed list of what the audit log writes down. */
export const auditAction = z.enum([
  'opened',
  'log_trouble',
  'imported',
  'ran',
  'run_asked',
  'run_deleted',
  'notebook_created',
  'notebook_edited',
  'notebook_copied',
  'notebook_deleted',
  'notebook_restored',
  'notebook_imported',
  'notebook_trusted',
  'table_exported',
  'model_exported',
  'notebook_exported',
  'log_exported',
  'backed_up',
  'saved_to',
  'person_found',
  'person_exported',
  'person_erased',
  'person_checked',
  'budget_changed',
  'limit_changed',
  'encrypted',
  'decrypted',
  'passphrase_changed',
  'keys_rotated',
  'locked',
  'unlocked',
  'refused',
  'failed',
  'link_made',
  'link_used',
  'link_revoked',
  'viewers_changed',
]);
export type AuditAction = z.infer<typeof auditAction>;

export const auditObject = z.enum([
  'workspace',
  'notebook',
  'cell',
  'table',
  'run',
  'person',
  'log',
]);

/** Counts and names of ours: never a value of somebody's data, nor a title or path, which may hold one. */
export const auditDetails = z.record(
  z.string().regex(/^[a-zA-Z]{1,40}$/),
  z.union([z.number(), z.boolean(), z.string().regex(/^[\w.-]{0,80}$/)]),
);
export type AuditDetails = z.infer<typeof auditDetails>;

export const auditEntry = z.object({
  seq: z.number().int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  actor: z.string(),
  role,
  action: auditAction,
  /** What it was done to: what it is, its id, and what it is called now; no name where it is gone. */
  object: z.object({ type: auditObject, id: z.string(), name: z.string().nullable() }),
  details: auditDetails,
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** What of the log is asked for; null asks for all. */
export const auditFilter = z.object({
  actor: z.string().nullable(),
  action: auditAction.nullable(),
  /** `type:id`, or `type:` for every object of a type. */
  object: z.string().max(200).nullable(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

/**
 * Whether the log is as it was written. `broken` is the first entry that does not fit the chain. `head` compares it with the last
 * entry that was noted outside the file: `behind` where entries behind it are gone, `differs` where it is another, `absent` where
 * nothing was noted, so that a cut at the end cannot be told.
 */
export const auditCheck = z.object({
  entries: z.number().int(),
  broken: z.number().int().nullable(),
  head: z.enum(['fits', 'absent', 'behind', 'differs']),
  /** Entries the note outside knew of. */
  known: z.number().int().nullable(),
  /** Entries in which such trouble was written down when it was found. */
  noted: z.array(z.number().int()),
});
export type AuditCheck = z.infer<typeof auditCheck>;

/** Whether nothing speaks against the log. */
export function isWhole({ broken, head }: AuditCheck): boolean {
  return broken === null && (head === 'fits' || head === 'absent');
}
