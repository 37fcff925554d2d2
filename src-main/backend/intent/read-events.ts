import { columnPlace } from '#shared/errors/index.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import type { TableStore } from '../storage/index.ts';
import { eventTimes } from '../recommend/index.ts';
import type { SessionColumns } from './session-columns.ts';

/** Different values of a column, in the order they are met. */
export class Codes {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();

  of(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  find(name: string): number {
    return this.#places.get(name) ?? -1;
  }
}

/** A further column: codes of its values, or its numbers; NaN where missing. */
export type FurtherColumn = { column: string; codes: Codes | null; values: Float64Array };

/** Events as arrays, one entry a row that was taken, in the order of the table. */
export type Events = {
  count: number;
  rows: number;
  /** Codes of what the row belongs to: a session, or a user whose pauses tell sessions apart. */
  owner: Int32Array;
  owners: Codes;
  /** -1 where nothing says whose the row is. */
  user: Int32Array;
  users: Codes;
  kind: Int32Array;
  kinds: Codes;
  item: Int32Array;
  items: Codes;
  category: Int32Array;
  price: Float64Array;
  /** Milliseconds since 1970; null without a column of times. */
  time: Float64Array | null;
  further: FurtherColumn[];
};

/** @throws time_*, cancelled, column_missing */
export async function readEvents(
  tables: TableStore,
  table: TableInfo,
  columns: SessionColumns & { further: readonly string[] },
  {
    pace,
    now,
    progress,
  }: { pace: () => Promise<void>; now: number; progress: (done: number, of: number) => void },
): Promise<Events> {
  const place = (name: string | null): number =>
    name === null ? -1 : columnPlace(name, table.columns);
  const { session, user, time, kind, item, category, price } = columns;
  const at = [session, user, time, kind, item, category, price].map(place);
  const times =
    time === null ? null : await eventTimes(tables, table, place(time), null, now, pace);
  const size = table.rows;
  const categories = new Codes();
  const events: Events = {
    ...{ count: 0, rows: size, owner: new Int32Array(size), owners: new Codes() },
    ...{ user: new Int32Array(size).fill(-1), users: new Codes() },
    ...{ kind: new Int32Array(size), kinds: new Codes() },
    ...{ item: new Int32Array(size).fill(-1), items: new Codes() },
    ...{ category: new Int32Array(size).fill(-1), price: new Float64Array(size).fill(NaN) },
    time: times && new Float64Array(size),
    further: columns.further.map((column) => {
      const { type } = table.columns[place(column)]!;
      const words = type === 'text' || type === 'category' || type === 'date';
      const values = new Float64Array(size).fill(NaN);
      return { column, codes: words ? new Codes() : null, values };
    }),
  };
  const furtherAt = columns.further.map(place);
  for (const { first, rows } of tables.scan(table.id)) {
    for (const row of rows) {
      const text = (role: number): string | null => (at[role]! < 0 ? null : textOf(row[at[role]!]));
      const [own, who, what, thing, group] = [text(0), text(1), text(3), text(4), text(5)];
      const when = times === null ? null : times.read(row[at[2]!] ?? null);
      const whose = session === null ? who : own;
      if (whose === null || what === null || (times !== null && when === null)) continue;
      const n = events.count++;
      // One number of a session may be used for several users.
      events.owner[n] = events.owners.of(
        session === null || who === null ? whose : `${whose}\u0000${who}`,
      );
      if (who !== null) events.user[n] = events.users.of(who);
      events.kind[n] = events.kinds.of(what);
      if (thing !== null) events.item[n] = events.items.of(thing);
      if (group !== null) events.category[n] = categories.of(group);
      const cost = at[6]! < 0 ? null : row[at[6]!];
      if (typeof cost === 'number') events.price[n] = cost;
      if (when !== null) events.time![n] = when;
      events.further.forEach(({ codes, values }, f) => {
        const value = row[furtherAt[f]!] ?? null;
        if (codes === null) values[n] = typeof value === 'number' ? value : NaN;
        else if (textOf(value) !== null) values[n] = codes.of(textOf(value)!);
      });
    }
    progress(first + rows.length - 1, size);
    await pace();
  }
  times?.told();
  return events;
}

function textOf(value: CellValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}
