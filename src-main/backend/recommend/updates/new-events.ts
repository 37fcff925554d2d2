import { PortraitError } from '#shared/errors/index.ts';
import type { UpdatesSettings } from '#shared/model/cells/updates.ts';
import type { TableInfo } from '#shared/model/table.ts';
import {
  decideTime,
  newTimeEvidence,
  noteTime,
  readTime,
  type TimeFormat,
} from '#shared/values/time/index.ts';
import { decodeStored, encodeStored } from '../../lib/index.ts';
import type { TableStore } from '../../storage/index.ts';
import { IdIndex, readEvents, type Prepared } from '../interactions/index.ts';

/** An event of a known item; weights below 0 take earlier ones back, 0 counts for nothing: the item was had. */
export type NewEvent = { item: number; weight: number; time: number };

/** New events by id, since another fit numbers users and items otherwise; the time is NaN where none was told. */
export type NewEvents = {
  users: string[];
  items: string[];
  user: Int32Array;
  item: Int32Array;
  weight: Float32Array;
  time: Float64Array;
  /** Rows and lines looked at, and how many of them could not be read. */
  read: number;
  leftOut: number;
};

/** New events as one set of prepared data numbers items, by user id, and how many are of items it does not know. */
export type NumberedEvents = {
  byUser: Map<string, NewEvent[]>;
  used: number;
  unknownItems: number;
};

/**
 * Events typed in and rows of a table, read as the interactions were.
 * @throws column_missing, event_time_invalid
 */
export async function newEvents(
  prepared: Prepared,
  typed: UpdatesSettings['events'],
  table: TableInfo | null,
  context: { tables: TableStore; now: number; pace(): Promise<void> },
): Promise<NewEvents> {
  const [users, items] = [new IdIndex(), new IdIndex()];
  const timeOf = typedTimes(
    typed.flatMap(({ time }) => time ?? []),
    prepared.made.time ?? null,
  );
  const found = typed.map(({ user, item, weight, time }) => ({
    ...{ user: users.add(user), item: items.add(item), weight },
    time: time === null ? Number.NaN : timeOf(time),
  }));
  let [read, leftOut] = [typed.length, 0];
  if (table !== null && table.rows > 0) {
    const { tables, now, pace } = context;
    const events = await readEvents(
      tables,
      table,
      prepared.made.settings,
      now,
      pace,
      null,
      prepared.made.time ?? null,
    );
    events.user.forEach((user, e) =>
      found.push({
        user: users.add(events.users.ids[user]!),
        item: items.add(events.items.ids[events.item[e]!]!),
        weight: events.weight[e]!,
        time: events.timed ? events.time[e]! : Number.NaN,
      }),
    );
    read += events.read;
    const { unlearnt } = events;
    unlearnt.user.forEach((user, e) =>
      found.push({
        user: users.add(unlearnt.users.ids[user]!),
        item: items.add(unlearnt.items.ids[unlearnt.item[e]!]!),
        weight: 0,
        time: events.timed && Number.isFinite(unlearnt.time[e]!) ? unlearnt.time[e]! : Number.NaN,
      }),
    );
    leftOut = events.read - events.user.length;
  }
  return {
    ...{ users: users.ids, items: items.ids, read, leftOut },
    user: Int32Array.from(found, ({ user }) => user),
    item: Int32Array.from(found, ({ item }) => item),
    weight: Float32Array.from(found, ({ weight }) => weight),
    time: Float64Array.from(found, ({ time }) => time),
  };
}

/**
 * Reads all typed times in one format: the one of the events learnt from where it reads every one of them, else their
 * own where it leaves nothing open.
 * @throws event_time_invalid
 */
function typedTimes(
  times: readonly string[],
  earlier: TimeFormat | null,
): (time: string) => number {
  const evidence = newTimeEvidence();
  for (const time of times) noteTime(evidence, time);
  const outcome = decideTime(evidence);
  const decision = 'decision' in outcome ? outcome.decision : null;
  const open = decision?.concerns.find(({ kind }) => kind === 'ambiguous_order');
  const same =
    earlier !== null && times.every((time) => readTime(time, earlier) !== null) ? earlier : null;
  const format = same ?? decision?.format;
  if (same === null && open !== undefined)
    throw new PortraitError('event_time_invalid', { value: open.examples[0] ?? '' });
  return (time) => {
    const read = format === undefined ? null : readTime(time, format);
    if (read === null) throw new PortraitError('event_time_invalid', { value: time });
    return read;
  };
}

/** Items that were not there when the recommenders learnt are counted and left out. */
export function numberEvents(prepared: Prepared, events: NewEvents): NumberedEvents {
  const numbers = new Map(prepared.itemIds.map((id, item) => [id, item]));
  const items = events.items.map((id) => numbers.get(id));
  const numbered: NumberedEvents = { byUser: new Map(), used: 0, unknownItems: 0 };
  // Events without a time happened after everything that was learnt.
  const last = prepared.pairTime.reduce((latest, time) => Math.max(latest, time), 0);
  events.user.forEach((user, e) => {
    const item = items[events.item[e]!];
    if (item === undefined) {
      if (events.weight[e] !== 0) numbered.unknownItems += 1;
      return;
    }
    const id = events.users[user]!;
    const own = numbered.byUser.get(id) ?? [];
    numbered.byUser.set(id, own);
    const time = events.time[e]!;
    own.push({ item, weight: events.weight[e]!, time: Number.isNaN(time) ? last : time });
    if (events.weight[e] !== 0) numbered.used += 1;
  });
  return numbered;
}

export function encodeNewEvents(events: NewEvents): Uint8Array {
  return encodeStored(events);
}

export function decodeNewEvents(bytes: Uint8Array): NewEvents {
  return decodeStored(bytes);
}
