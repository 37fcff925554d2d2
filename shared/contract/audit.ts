import { z } from 'zod';
import { auditAction, auditCheck, auditEntry, auditFilter } from '../model/audit.ts';
import { forOwner } from './base.ts';

export const audit = {
  /** Entries that fit, newest first, before one where `before` says so. */
  list: forOwner
    .input(
      auditFilter.extend({
        before: z.number().int().nullable(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ entries: z.array(auditEntry), total: z.number().int() })),
  /** Who, what and which actions stand in the log, to choose from. */
  choices: forOwner.input(z.object({})).output(
    z.object({
      actors: z.array(z.string()),
      actions: z.array(auditAction),
      objects: z.array(auditEntry.shape.object),
    }),
  ),
  /** Follows the whole chain. */
  check: forOwner.input(z.object({})).output(auditCheck),
  /** The entries that fit as CSV, oldest first, each with its mac: to be checked elsewhere. */
  export: forOwner
    .input(auditFilter)
    .output(z.object({ text: z.string(), fileName: z.string(), entries: z.number().int() })),
};
