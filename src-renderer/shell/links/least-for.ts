import type { Role } from '#shared/model/role.ts';
import type { Command } from '../../notebook/commands/command.ts';

/** What anybody may do who may look: move about, fold, choose how it looks, read help. */
const looking = new Set([
  ...['next', 'previous', 'fold', 'fold-all', 'unfold-all', 'help-privacy'],
]);
const owning = new Set(['encryption', 'links', 'audit', 'person', 'backup']);

/** The least role an action of the window takes. */
export function leastFor({ id, group }: Pick<Command, 'id' | 'group'>): Role {
  if (owning.has(id)) return 'owner';
  return group === 'view' || looking.has(id) ? 'viewer' : 'analyst';
}
