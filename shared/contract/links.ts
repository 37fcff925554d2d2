import { z } from 'zod';
import { role } from '../model/role.ts';
import { forOwner, forViewer } from './base.ts';

/** A one-time address that lets somebody in with a role. Its token is told once, when it is made. */
export const accessLink = z.object({
  id: z.string(),
  role,
  /** What it is called, and who came by it in the audit log. */
  name: z.string(),
  /** Milliseconds since 1970. */
  madeAt: z.number(),
  /** Until then it can be used, if it was not. */
  expiresAt: z.number(),
  usedAt: z.number().nullable(),
  /** Windows that are open by it now. */
  windows: z.number().int(),
});
export type AccessLink = z.infer<typeof accessLink>;

export const newLink = z.object({
  role,
  name: z.string().trim().max(80),
  /** For how long it can be used: at most 30 days. */
  hours: z.number().min(0.01).max(720),
});
export type NewLink = z.infer<typeof newLink>;

/** Who else may come in, and as what. Only the host with a gate, on localhost, has links. */
export const links = {
  /** Who this window acts as, and whether links can be made here. */
  me: forViewer
    .input(z.object({}))
    .output(z.object({ role, name: z.string(), gate: z.boolean(), smallest: z.number().int() })),
  list: forOwner.input(z.object({})).output(z.array(accessLink)),
  create: forOwner.input(newLink).output(z.object({ link: accessLink, address: z.string() })),
  /** Ends the link, and every window that is open by it. */
  revoke: forOwner.input(z.object({ id: z.string() })).output(z.array(accessLink)),
  /** Viewers are told of no group of fewer rows or people than this. */
  setSmallest: forOwner
    .input(z.object({ smallest: z.number().int().min(1).max(1000) }))
    .output(z.object({})),
};
