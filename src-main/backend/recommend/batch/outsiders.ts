import type { UserInput } from '#shared/engine/recommend.ts';
import type { CellValue } from '#shared/model/table.ts';
import type { TableStore } from '../../storage/index.ts';
import {
  IdIndex,
  readEvents,
  readSideTable,
  type Prepared,
  type SideColumns,
} from '../prepare/index.ts';
import { longerHistory, type NewEvent } from '../update/index.ts';
import { featuresOf, segmentOf } from '../user/person-input.ts';

/** Somebody recommenders did not learn from, and what is known all the same. */
export type Outsider = { id: string; input: UserInput; isUpdated: boolean };

type ReadingContext = { tables: TableStore; now: number; pace(): Promise<void> };

/**
 * People of the users table and of the events from whom nothing was learnt: they had nothing yet, too little, or only
 * what does not count. What they had of the items is read all the same, so that it is not recommended again; `since` holds
 * new events by user id, and with them people nobody knew.
 * @throws not_found, column_missing
 */
export async function outsiders(
  prepared: Prepared,
  since: ReadonlyMap<string, readonly NewEvent[]>,
  { tables, now, pace }: ReadingContext,
): Promise<Outsider[]> {
  const { tables: made, settings } = prepared.made;
  const known = new Set(prepared.userIds);
  const ids = new IdIndex();
  const note = (id: NonNullable<CellValue>): boolean => {
    if (id === '' || known.has(String(id))) return false;
    ids.add(id);
    return true;
  };
  const keys = { user: settings.user ?? '', side: settings.users.key ?? settings.user ?? '' };
  if (made.users !== null) await eachId(tables, made.users, keys.side, note, pace);
  const met = await eachId(tables, made.events, keys.user, note, pace);
  for (const id of since.keys()) note(id);
  if (ids.ids.length === 0) return [];
  const histories = new Map<number, NewEvent[]>();
  if (met > 0) {
    const events = await readEvents(tables, tables.info(made.events), settings, now, pace);
    const itemOf = new Map(prepared.itemIds.map((id, item) => [id, item]));
    const items = events.items.ids.map((id) => itemOf.get(id));
    const people = events.users.ids.map((id) => ids.find(id));
    events.user.forEach((user, e) => {
      const [person, item] = [people[user], items[events.item[e]!]];
      if (person === undefined || item === undefined) return;
      const own = histories.get(person) ?? [];
      histories.set(person, own);
      own.push({ item, weight: events.weight[e]!, time: events.time[e]! });
    });
  }
  const about = await attributesOf(prepared, ids, keys, { tables, pace });
  return ids.ids.map((id, person) => {
    const own = [...(histories.get(person) ?? []), ...(since.get(id) ?? [])];
    const { items, weights } = longerHistory(prepared, null, own);
    const input = { ...about(person), user: null, items, weights };
    return { id, input, isUpdated: since.has(id) };
  });
}

/** Calls `visit` with every id of a column; gives how often it said yes. */
async function eachId(
  tables: TableStore,
  table: string,
  column: string,
  visit: (id: NonNullable<CellValue>) => boolean,
  pace: () => Promise<void>,
): Promise<number> {
  const at = tables.info(table).columns.findIndex(({ name }) => name === column);
  let found = 0;
  if (at < 0) return found;
  for (const { rows } of tables.scan(table, { columns: [at] })) {
    for (const [id] of rows) if (id !== null && id !== undefined && visit(id)) found += 1;
    await pace();
  }
  return found;
}

type About = Pick<UserInput, 'features' | 'segment' | 'friends'>;

/** Features and segment of the people, by the rules of those who were learnt from. */
async function attributesOf(
  prepared: Prepared,
  ids: IdIndex,
  keys: { user: string; side: string },
  { tables, pace }: Omit<ReadingContext, 'now'>,
): Promise<(person: number) => About> {
  const { segmentColumn, userEncoding, learn, made } = prepared;
  const friends = learn.friends && new Int32Array(0);
  const names = [...new Set([segmentColumn, ...userEncoding.map(({ column }) => column)])];
  const side: SideColumns = names.every((name) => name === null)
    ? { columns: [], values: [] }
    : await readSideTable(
        tables.info(made.tables.users ?? made.tables.events),
        made.tables.users === null ? keys.user : keys.side,
        names,
        { tables, ids, pace },
      );
  // Finding whoever has the same value looks through all users, so it is done once a value.
  const segments = new Map<CellValue, number | null>();
  return (person) => {
    const attributes = side.columns.map(({ name }, at) => ({
      name,
      value: side.values[at]![person] ?? null,
    }));
    const own = attributes.filter(({ name }) => name === segmentColumn);
    const value = own[0]?.value ?? null;
    if (!segments.has(value)) segments.set(value, segmentOf(prepared, null, own));
    return {
      features: featuresOf(prepared, null, attributes),
      segment: segments.get(value) ?? null,
      friends,
    };
  };
}
