import { columnMissing } from '#shared/errors/index.ts';
import type { SearchSettings } from '#shared/model/cells/search.ts';
import { columnsFor, plainName } from '#shared/model/column-roles.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { plainQuery } from '#shared/search/search-words.ts';
import type { TableStore } from '../../storage/index.ts';
import { eventTimes } from '../interactions/events/event-times.ts';
import { textOf } from './catalogue.ts';

/** What somebody typed, and which items of the catalogue they then took. */
export type LoggedSearch = {
  user: string | null;
  query: string;
  items: number[];
  /** Milliseconds since 1970; the row's number where there are no times. */
  time: number;
};

export type QueryLog = {
  columns: { user: string | null; query: string; item: string | null; time: string | null };
  rows: number;
  /** By time. */
  searches: LoggedSearch[];
};

/** The same words of the same person within so long are one search. */
const oneSearchMs = 30 * 60_000;
const queryNames =
  /^(query|queries|search|search_?(term|query|text|word|phrase|keyword)s?|keyword|keywords|q|term|查询词?|搜索词?|关键词|检索词)$/;

/**
 * Reads a log of searches: a row for each item taken, or one without. Columns that are not chosen go by their names; null
 * where no column holds queries. @throws column_missing, time_*, cancelled
 */
export async function readQueryLog(
  tables: TableStore,
  table: TableInfo,
  chosen: SearchSettings['log'],
  numberOf: ReadonlyMap<string, number>,
  { pace, now }: { pace: () => Promise<void>; now: number },
): Promise<QueryLog | null> {
  const columns = logColumns(table, chosen);
  if (columns === null) return null;
  const place = (name: string | null): number => {
    if (name === null) return -1;
    const at = table.columns.findIndex((column) => column.name === name);
    if (at < 0) throw columnMissing(name, table.columns);
    return at;
  };
  const [user, query, item, time] = [columns.user, columns.query, columns.item, columns.time].map(
    place,
  ) as [number, number, number, number];
  const times = time < 0 ? null : await eventTimes(tables, table, time, null, now, pace);
  const searches: LoggedSearch[] = [];
  const open = new Map<string, LoggedSearch>();
  for (const { first, rows } of tables.scan(table.id)) {
    for (const [at, row] of rows.entries()) {
      const typed = textOf(row[query]);
      const when = times === null ? first + at : times.read(row[time] ?? null);
      if (typed === null || when === null) continue;
      const who = textOf(row[user]);
      const key = `${who ?? ''}\u0000${plainQuery(typed)}`;
      let own = open.get(key);
      const apart = own === undefined || Math.abs(when - own.time) > oneSearchMs;
      if (apart || who === null || times === null) {
        own = { user: who, query: typed, items: [], time: when };
        searches.push(own);
        open.set(key, own);
      }
      const taken = numberOf.get(textOf(row[item]) ?? '');
      if (taken !== undefined && !own!.items.includes(taken)) own!.items.push(taken);
    }
    await pace();
  }
  searches.sort((a, b) => a.time - b.time);
  return { columns, rows: table.rows, searches };
}

function logColumns(
  { columns }: TableInfo,
  chosen: SearchSettings['log'],
): QueryLog['columns'] | null {
  const words = columns.filter(({ type }) => type === 'text' || type === 'category');
  const query =
    chosen.query ?? words.find(({ name }) => queryNames.test(plainName(name)))?.name ?? null;
  if (query === null) return null;
  const user = chosen.user ?? columnsFor('user', columns, [query])[0]?.name ?? null;
  const item = chosen.item ?? columnsFor('item', columns, [query, user])[0]?.name ?? null;
  const time = chosen.time ?? columnsFor('time', columns, [query, user, item])[0]?.name ?? null;
  return { query, user, item, time };
}
