import type { TableId } from '#shared/model/ids.ts';
import type { UserInput } from '#shared/engine/recommend.ts';
import { comparedKey, comparesPlainly } from '#shared/model/compared-key.ts';
import type { CellValue } from '#shared/model/table.ts';
import type { TableStore } from '../../storage/index.ts';
import {
  IdIndex,
  keyIndex,
  readEvents,
  readSideTable,
  shownValues,
  type Prepared,
  type SideColumns,
  type Unlearnt,
} from '../interactions/index.ts';
import { longerHistory, type NewEvent } from '../updates/index.ts';
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
  const rule = settings.users.keys;
  const alike = new Set(prepared.userIds.map((id) => comparedKey(id, rule, 'events')));
  const ids = new IdIndex();
  const met = (id: NonNullable<CellValue>): boolean => {
    if (id === '' || known.has(String(id))) return false;
    ids.add(id);
    return true;
  };
  const keys = { user: settings.user ?? '', side: settings.users.key ?? settings.user ?? '' };
  // Who is only in the users table goes by the id that the events would write.
  const metBeside = (id: NonNullable<CellValue>): boolean => {
    const key = comparedKey(String(id), rule, 'table');
    return !alike.has(key) && met(comparesPlainly(rule) ? id : rule.eventPrefix + key);
  };
  if (made.users !== null) await eachId(tables, made.users, keys.side, metBeside, pace);
  const rows = await eachId(tables, made.events, keys.user, met, pace);
  for (const id of since.keys()) met(id);
  if (ids.ids.length === 0) return [];
  const histories = new Map<number, NewEvent[]>();
  if (rows > 0) {
    const test = made.test === null ? null : tables.info(made.test);
    const events = await readEvents(tables, tables.info(made.events), settings, now, pace, test);
    const itemOf = new Map(prepared.itemIds.map((id, item) => [id, item]));
    const note = (
      { user, item, time, users, items }: Unlearnt,
      weightOf: (event: number) => number,
    ): void => {
      const known = items.ids.map((id) => itemOf.get(id));
      const people = users.ids.map((id) => ids.find(id));
      user.forEach((who, e) => {
        const [person, number] = [people[who], known[item[e]!]];
        if (person === undefined || number === undefined) return;
        const own = histories.get(person) ?? [];
        histories.set(person, own);
        own.push({ item: number, weight: weightOf(e), time: time[e]! });
      });
    };
    note(events, (e) => events.weight[e]!);
    note(events.unlearnt, () => 0);
  }
  const about = await attributesOf(prepared, ids, keys, { tables, pace });
  return ids.ids.map((id, person) => {
    const own = [...(histories.get(person) ?? []), ...(since.get(id) ?? [])];
    const { items, weights, times, had } = longerHistory(prepared, null, own);
    const input = {
      ...about(person),
      user: null,
      items,
      weights,
      had,
      ...(prepared.timed && { times }),
    };
    return { id, input, isUpdated: since.has(id) };
  });
}

/** Calls `visit` with every id of a column; gives how often it said yes. */
async function eachId(
  tables: TableStore,
  table: TableId,
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
        {
          tables,
          pace,
          ids: made.tables.users === null ? ids : keyIndex(ids, made.settings.users.keys),
        },
      );
  // Finding whoever has the same value looks through all users, so it is done once a value.
  const segments = new Map<CellValue, number | null>();
  return (person) => {
    const attributes = side.columns.map((column, at) => ({
      name: column.name,
      value: shownValues(column, [side.values[at]![person] ?? null])[0] ?? null,
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
