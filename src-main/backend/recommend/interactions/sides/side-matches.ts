import type { InteractionsOutput, InteractionsSettings } from '#shared/model/cells/interactions.ts';
import type { TableStore } from '../../../storage/index.ts';
import { friendColumns } from './friends.ts';
import type { IdIndex } from '../keys/id-index.ts';
import { matchKeys } from '../keys/key-match.ts';
import type { PrepareInputs } from '../prepare-inputs.ts';

/**
 * How the tables beside the events agree with these in their ids.
 * @throws side_keys_unmatched, side_keys_repairable, column_missing
 */
export async function sideMatches(
  { users, items, friends }: PrepareInputs,
  settings: InteractionsSettings,
  events: { users: IdIndex; items: IdIndex },
  context: { tables: TableStore; pace: () => Promise<void> },
): Promise<InteractionsOutput['matches']> {
  const people = { ...context, ids: events.users };
  const things = { ...context, ids: events.items, rule: settings.items.keys };
  const userKey = settings.users.key ?? settings.user ?? '';
  const itemKey = settings.items.key ?? settings.item ?? '';
  return {
    users:
      users &&
      (await matchKeys('users', users, [userKey], { ...people, rule: settings.users.keys })),
    items: items && (await matchKeys('items', items, [itemKey], things)),
    friends:
      friends &&
      (await matchKeys(
        'friends',
        friends,
        friendColumns(friends, settings).map((at) => friends.columns[at]!.name),
        { ...people, rule: settings.friends.keys },
      )),
  };
}
