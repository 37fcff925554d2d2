import { z } from 'zod';
import type { PersonalKind } from './recognisers.ts';

/** Longest date shift either way, in days. */
const mostDays = 3650;

/** What becomes of a column's values before any of them is written. */
export const mask = z.discriminatedUnion('action', [
  z.object({ action: z.literal('drop') }),
  /** A keyed code in place of each value; the same value has the same code in every column of the same domain. */
  z.object({ action: z.literal('pseudonym'), domain: z.string().trim().min(1).max(60) }),
  /** Numbers as bands `[30, 40)`, aligned at 0. */
  z.object({ action: z.literal('band'), width: z.number().positive() }),
  /** The first letters or digits. */
  z.object({ action: z.literal('prefix'), keep: z.number().int().min(1).max(40) }),
  z.object({ action: z.literal('period'), unit: z.enum(['month', 'quarter', 'year']) }),
  /** All dates of one person (the value in that source column) moved by the same days, up to `days` either way. */
  z.object({
    action: z.literal('shift'),
    person: z.number().int().min(0),
    days: z.number().int().min(1).max(mostDays).default(180),
  }),
  /** Stars but for the first and last letters, of which never more than half are shown. */
  z.object({
    action: z.literal('partial'),
    first: z.number().int().min(0).max(10),
    last: z.number().int().min(0).max(10),
  }),
]);
export type Mask = z.infer<typeof mask>;

/** Whether the workspace's key goes into what this makes. */
export function isKeyed(mask: Mask | undefined): boolean {
  return mask?.action === 'pseudonym' || mask?.action === 'shift';
}

/** What is proposed for a kind of personal value: what keeps joins and most uses, and gives nobody away by itself. */
export function proposedMask(kind: PersonalKind): Mask {
  switch (kind) {
    case 'card':
      return { action: 'partial', first: 0, last: 4 };
    case 'birth_date':
      return { action: 'period', unit: 'year' };
    case 'person_name':
    case 'address':
      return { action: 'drop' };
    default:
      return { action: 'pseudonym', domain: kind };
  }
}
