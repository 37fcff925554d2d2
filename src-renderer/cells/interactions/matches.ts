import type { KeyMatch } from '#shared/model/cells/interactions.ts';
import type { Json } from '#shared/model/json.ts';
import { m } from '../../i18n/paraglide/messages.js';

export const sides = ['users', 'items', 'friends'] as const;
export type Side = (typeof sides)[number];

export const sideNames: Record<Side, () => string> = {
  users: m.interactions_group_users,
  items: m.interactions_group_items,
  friends: m.interactions_group_friends,
};

/** A setting that makes ids agree, and whether no two ids become one by it. */
export type KeyMending = { path: string[]; value: Json; safe: boolean };

export function matchMending(side: Side, { repair }: KeyMatch): KeyMending | null {
  if (repair === null) return null;
  const { column, rule, safe } = repair;
  return column === null
    ? { path: [side, 'keys'], value: rule, safe }
    : { path: [side, 'key'], value: column, safe };
}

/** Fewer than half of the ids that could be found are. */
export function fewFound({ events, table }: KeyMatch): boolean {
  return events.found < 0.5 * Math.min(events.ids, table.ids) || table.ids === 0;
}
