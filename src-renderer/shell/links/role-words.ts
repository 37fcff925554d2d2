import type { Role } from '#shared/model/role.ts';
import { m } from '../../i18n/paraglide/messages.js';

const tips: Record<Role, () => string> = {
  owner: m.links_tip_owner,
  analyst: m.links_tip_analyst,
  viewer: m.links_tip_viewer,
};

/** What a role may do, in a sentence. */
export const roleTip = (role: Role): string => tips[role]();
