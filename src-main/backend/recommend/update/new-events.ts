import { PortraitError } from '#shared/errors/index.ts';
import type { UpdatesSettings } from '#shared/model/cells/updates.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { TableStore } from '../../storage/index.ts';
import { eventTime, readEvents, type Prepared } from '../prepare/index.ts';

/** An event of a known item; weights below 0 take earlier ones back. */
export type NewEvent = { item: number; weight: number; time: number };

/** New events by user id, and what of them could not be used. */
export type NewEvents = {
  byUser: Map<string, NewEvent[]>;
  read: number;
  used: number;
  unknownItems: number;
  leftOut: number;
};

/**
 * Events typed in and rows of a table, read as the interactions were. Items that were not there when the recommenders
 * learnt are counted and left out.
 * @throws column_missing, event_time_invalid
 */
export async function newEvents(
  prepared: Prepared,
  typed: UpdatesSettings['events'],
  table: TableInfo | null,
  context: { tables: TableStore; now: number; pace(): Promise<void> },
): Promise<NewEvents> {
  const numbers = new Map(prepared.itemIds.map((id, item) => [id, item]));
  const found: NewEvents = { byUser: new Map(), read: 0, used: 0, unknownItems: 0, leftOut: 0 };
  // Events without a time happened after everything that was learnt.
  const last = prepared.pairTime.reduce((latest, time) => Math.max(latest, time), 0);
  const add = (user: string, id: string, weight: number, time: number | null): void => {
    const item = numbers.get(id);
    if (item === undefined) {
      found.unknownItems += 1;
      return;
    }
    const own = found.byUser.get(user) ?? [];
    found.byUser.set(user, own);
    own.push({ item, weight, time: time ?? last });
    found.used += 1;
  };
  for (const { user, item, weight, time } of typed) {
    const parsed = time === null ? null : eventTime(time);
    if (time !== null && parsed === null)
      throw new PortraitError('event_time_invalid', { value: time });
    add(user, item, weight, parsed);
  }
  found.read = typed.length;
  if (table === null || table.rows === 0) return found;
  const { tables, now, pace } = context;
  const events = await readEvents(tables, table, prepared.made.settings, now, pace);
  events.user.forEach((user, e) =>
    add(
      events.users.ids[user]!,
      events.items.ids[events.item[e]!]!,
      events.weight[e]!,
      events.timed ? events.time[e]! : null,
    ),
  );
  found.read += events.read;
  found.leftOut = events.read - events.user.length;
  return found;
}
