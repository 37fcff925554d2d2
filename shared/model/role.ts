import { z } from 'zod';

/** Who may do what, each may what the ones before it may. */
export const role = z.enum(['viewer', 'analyst', 'owner']);
export type Role = z.infer<typeof role>;

/** Somebody who acts: a window, a link, a command. `name` is the user of this computer, or what a link was called. */
export const actor = z.object({ role, name: z.string().max(200) });
export type Actor = z.infer<typeof actor>;

/** Whether somebody with role `has` may do what takes `least`. */
export function mayAct(has: Role, least: Role): boolean {
  return role.options.indexOf(has) >= role.options.indexOf(least);
}
