import { totalmem } from 'node:os';
import { columnPlace, PortraitError } from '#shared/errors/index.ts';
import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import { interactionPreset } from '#shared/model/interaction-presets.ts';
import { interactionBytes, interactionLimit } from '#shared/model/interaction-size.ts';
import { isOnlyLook } from '#shared/model/kind-weights.ts';
import { unknownColumn, valueText } from '#shared/encoding/index.ts';
import type { CellValue, TableInfo, ValueKind } from '#shared/model/table.ts';
import { readPlainNumber } from '#shared/values/number/index.ts';
import type { TimeDecision, TimeFormat } from '#shared/values/time/index.ts';
import type { TableStore } from '../../../storage/index.ts';
import { eventTimes, type EventTimes, type GivenFormat } from './event-times.ts';
import { Growing } from '../growing.ts';
import { IdIndex } from '../keys/id-index.ts';

/** Rows left out while reading, by reason. */
export type LeftOut = {
  noUser: number;
  noItem: number;
  noTime: number;
  future: number;
  notANumber: number;
  belowMinimum: number;
  worthless: number;
  returned: number;
};

/** Events of a table as parallel arrays; `time` is milliseconds since 1970, 0 throughout where there is none. */
export type Events = {
  user: Int32Array;
  item: Int32Array;
  time: Float64Array;
  /** Negative for events that take an earlier one back. */
  weight: Float32Array;
  users: IdIndex;
  items: IdIndex;
  timed: boolean;
  /** How the time column was read; null without one. */
  times: TimeDecision | null;
  read: number;
  leftOut: LeftOut;
  /** Events that take an earlier one back. */
  returns: number;
  /** 1 for those that the data itself says are for the test. */
  test: Uint8Array;
  unlearnt: Unlearnt;
};

/**
 * Events left out that tell all the same that a user had an item: a rating below the bound, something given back, a kind
 * or an amount that counts for nothing. Numbered by themselves; `time` is -Infinity where it could not be read.
 */
export type Unlearnt = {
  user: Int32Array;
  item: Int32Array;
  time: Float64Array;
  test: Uint8Array;
  users: IdIndex;
  items: IdIndex;
};

/**
 * Reads the events of a table, and behind them those of a table for the test; `earlier` is the format that events read
 * before had, which these must have too.
 * @throws column_missing, interactions_columns_unset, interactions_empty, interactions_too_many, time_*
 */
export async function readEvents(
  tables: TableStore,
  table: TableInfo,
  settings: InteractionsSettings,
  now: number,
  pace: (done: number) => Promise<void>,
  test: TableInfo | null = null,
  earlier: TimeFormat | null = null,
): Promise<Events> {
  const rowsInAll = table.rows + (test?.rows ?? 0);
  const limit = Math.min(interactionLimit, Math.floor(totalmem() / 2 / interactionBytes(1)));
  if (rowsInAll > limit) {
    const gigabytes = (events: number): string =>
      `${(interactionBytes(events) / 1e9).toFixed(1)} GB`;
    throw new PortraitError('interactions_too_many', {
      found: rowsInAll,
      need: gigabytes(rowsInAll),
      limit: gigabytes(limit),
    });
  }
  const reader = rowReader(settings);
  // Data prepared by an earlier version says nothing of formats.
  const chosen = settings.timeFormat ?? null;
  let given: GivenFormat | null =
    earlier !== null
      ? { format: earlier, by: 'earlier' }
      : chosen && { format: chosen, by: 'person' };
  const told: TimeDecision[] = [];
  const read = async (source: TableInfo, roles: Roles, before: number): Promise<void> => {
    const { places, columns } = placesOf(source, roles);
    const about = columns.map((column) => source.columns[column] ?? unknownColumn);
    const time = columns[places.get('time') ?? -1];
    const times =
      time === undefined ? null : await eventTimes(tables, source, time, given, now, pace);
    for (const { first, rows } of tables.scan(source.id, { columns })) {
      for (const row of rows)
        reader.read(row, { places, about }, before > 0 || source === test, times);
      await pace(before + first + rows.length - 1);
    }
    if (times === null || time === undefined) return;
    const decision = times.told();
    told.push(decision);
    // The test part is written as the rest is, unless tables store either as dates.
    if (source.columns[time]?.type !== 'date') given ??= { format: decision.format, by: 'earlier' };
  };
  await read(table, rolesIn(settings, test === null), 0);
  if (test) await read(test, testRoles(test, settings), table.rows);
  const events = { ...reader.finish(), times: told[0] ?? null };
  if (events.user.length === 0) throw new PortraitError('interactions_empty', { step: 'reading' });
  return events;
}

type Role = 'user' | 'item' | 'time' | 'weight' | 'kind' | 'returns' | 'part';
type Roles = Record<Role, string | null>;
type Places = ReadonlyMap<Role, number>;

function rolesIn(settings: InteractionsSettings, partsInColumn: boolean): Roles {
  const { user, item, time, weight, kind, returns, split } = settings;
  return {
    ...{ user, item, time, weight, kind },
    returns: returns.mode === 'none' ? null : returns.column,
    part: partsInColumn && split.kind === 'given' ? split.column : null,
  };
}

/** Columns of a test table: those of the events where it has them, user and item also by what its own names say. */
export function testRoles(test: TableInfo, settings: InteractionsSettings): Roles {
  const has = (name: string | null): name is string =>
    test.columns.some((column) => column.name === name);
  const wanted = rolesIn(settings, false);
  const own = interactionPreset(test.columns).settings;
  const given = (role: Exclude<Role, 'user' | 'item' | 'part'>): string | null =>
    has(wanted[role]) ? wanted[role] : null;
  return {
    user: has(wanted.user) ? wanted.user : (own.user ?? wanted.user),
    item: has(wanted.item) ? wanted.item : (own.item ?? wanted.item),
    time: given('time') ?? (wanted.time === null ? null : own.time),
    weight: given('weight') ?? (wanted.weight === null ? null : own.weight),
    ...{ kind: given('kind'), returns: given('returns'), part: null },
  };
}

/** Where the roles' columns stand in the rows that are scanned. Throws column_missing, interactions_columns_unset. */
function placesOf(table: TableInfo, roles: Roles): { places: Places; columns: number[] } {
  const places = new Map<Role, number>();
  const columns: number[] = [];
  const use = (role: Role, name: string | null): void => {
    if (name === null) return;
    places.set(role, columns.push(columnPlace(name, table.columns)) - 1);
  };
  if (roles.user === null || roles.item === null)
    throw new PortraitError('interactions_columns_unset');
  for (const role of ['user', 'item', 'time', 'weight', 'kind', 'returns', 'part'] as const)
    use(role, roles[role]);
  return { places, columns };
}

function rowReader(settings: InteractionsSettings) {
  const testValues = new Set(settings.split.testValues);
  const kinds = new Map(settings.kinds.map((kind) => [kind.value, kind.weight]));
  const user = new Growing((n) => new Int32Array(n));
  const item = new Growing((n) => new Int32Array(n));
  const time = new Growing((n) => new Float64Array(n));
  const weight = new Growing((n) => new Float32Array(n));
  const test = new Growing((n) => new Uint8Array(n));
  const users = new IdIndex();
  const items = new IdIndex();
  const unlearnt = new UnlearntEvents();
  const leftOut: LeftOut = {
    ...{ noUser: 0, noItem: 0, noTime: 0, future: 0, notANumber: 0 },
    ...{ belowMinimum: 0, worthless: 0, returned: 0 },
  };
  let [rows, returns, latest] = [0, 0, 0];
  let places: Places = new Map();
  let about: readonly ValueKind[] = [];
  const value = (row: readonly CellValue[], role: Role): CellValue =>
    row[places.get(role) ?? -1] ?? null;
  /** What a value is called: as its column shows it, and as it is stored. */
  const names = (row: readonly CellValue[], role: Role): string[] => {
    const [found, kind] = [value(row, role), about[places.get(role) ?? -1] ?? unknownColumn];
    const stored = String(found);
    return kind.type === 'boolean' ? [valueText(found, kind) ?? stored, stored] : [stored];
  };
  const worthOf = (row: readonly CellValue[]): number => {
    const found = names(row, 'kind').find((name) => kinds.has(name));
    return kinds.get(found ?? '') ?? 1;
  };

  /** The event's weight, or the reason why it is left out. */
  const weigh = (row: readonly CellValue[]): number | keyof LeftOut => {
    const given = places.has('weight') ? value(row, 'weight') : 1;
    const amount = typeof given === 'string' ? readPlainNumber(given) : given;
    if (amount === undefined || amount === null || !Number.isFinite(amount)) return 'notANumber';
    const back = isReturn(value(row, 'returns'), amount, settings);
    if (back && settings.returns.mode === 'ignore') return 'returned';
    const least = places.has('weight') ? settings.minimumWeight : null;
    if (!back && least !== null && amount < least) return 'belowMinimum';
    const worth = places.has('kind') ? worthOf(row) : 1;
    const signed = (back ? -Math.abs(amount) : amount) * worth;
    // Without subtraction a negative amount has no meaning as a weight.
    if (signed === 0 || (!back && signed < 0)) return 'worthless';
    if (back) returns += 1;
    return signed;
  };

  const read = (
    row: readonly CellValue[],
    at: { places: Places; about: readonly ValueKind[] },
    isTest: boolean,
    times: EventTimes | null,
  ): void => {
    rows += 1;
    ({ places, about } = at);
    const [who, what] = [value(row, 'user'), value(row, 'item')];
    if (who === null || who === '') return void (leftOut.noUser += 1);
    if (what === null || what === '') return void (leftOut.noItem += 1);
    // What is given for the test without times came after everything else.
    const when = times === null ? latest : times.read(value(row, 'time'));
    const forTest = isTest || names(row, 'part').some((name) => testValues.has(name));
    const isAhead = when !== null && times !== null && when > times.latest;
    const amount = when === null ? 'noTime' : isAhead ? 'future' : weigh(row);
    if (when === null || typeof amount !== 'number') {
      if (typeof amount !== 'number') leftOut[amount] += 1;
      if (!places.has('kind') || !isOnlyLook(String(value(row, 'kind'))))
        unlearnt.add(who, what, when, forTest);
      return;
    }
    user.push(users.add(who));
    item.push(items.add(what));
    time.push(when);
    weight.push(amount);
    test.push(forTest ? 1 : 0);
    latest = Math.max(latest, when);
  };

  const finish = (): Omit<Events, 'times'> => ({
    ...{ user: user.take(), item: item.take(), time: time.take(), weight: weight.take() },
    ...{ users, items, timed: settings.time !== null, read: rows, leftOut, returns },
    ...{ test: test.take(), unlearnt: unlearnt.finish() },
  });
  return { read, finish };
}

class UnlearntEvents {
  readonly #user = new Growing((n) => new Int32Array(n));
  readonly #item = new Growing((n) => new Int32Array(n));
  readonly #time = new Growing((n) => new Float64Array(n));
  readonly #test = new Growing((n) => new Uint8Array(n));
  readonly #users = new IdIndex();
  readonly #items = new IdIndex();

  add(
    user: NonNullable<CellValue>,
    item: NonNullable<CellValue>,
    time: number | null,
    test: boolean,
  ): void {
    this.#user.push(this.#users.add(user));
    this.#item.push(this.#items.add(item));
    this.#time.push(time ?? -Infinity);
    this.#test.push(test ? 1 : 0);
  }

  finish(): Unlearnt {
    return {
      ...{ user: this.#user.take(), item: this.#item.take(), time: this.#time.take() },
      ...{ test: this.#test.take(), users: this.#users, items: this.#items },
    };
  }
}

/** Marked by the prefix, or of a negative amount. */
function isReturn(marked: CellValue, amount: number, { returns }: InteractionsSettings): boolean {
  if (returns.mode === 'none') return false;
  if (returns.column !== null && returns.prefix !== '' && marked !== null)
    if (String(marked).startsWith(returns.prefix)) return true;
  return amount < 0;
}
