import { columnPlace, PortraitError } from '#shared/errors/index.ts';
import { keyRule, type KeyMatch, type KeyRule } from '#shared/model/cells/interactions.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { TableStore } from '../../../storage/index.ts';
import type { IdIndex } from './id-index.ts';
import { keyIndex } from './key-index.ts';
import { keyRepair, keyRuleText } from './key-repair.ts';

const shown = 3;
/** Below this share of the events' ids something is likely wrong, and a repair is looked for. */
export const fewMatched = 0.5;
/** Other columns that are looked at for the ids. */
const mostColumns = 30;

type Side = 'users' | 'items' | 'friends';

/**
 * Holds the ids in some columns of a table beside the events against those of the events, both ways.
 * @throws side_keys_unmatched, side_keys_repairable where none is found
 */
export async function matchKeys(
  side: Side,
  table: TableInfo,
  columns: readonly string[],
  options: { tables: TableStore; ids: IdIndex; rule: KeyRule; pace: () => Promise<void> },
): Promise<KeyMatch> {
  const { ids, rule } = options;
  const keys = await distinct(table, columns, options);
  const found = countFound(ids, keys, rule);
  const match: KeyMatch = {
    column: columns.join(', '),
    events: {
      ...{ ids: ids.ids.length, found: found.events },
      missing: ids.ids.filter((_, number) => found.met[number] === 0).slice(0, shown),
    },
    table: { ids: keys.length, found: found.table, missing: found.missing },
    repair: null,
  };
  if (keys.length === 0 || found.events >= fewMatched * Math.min(ids.ids.length, keys.length))
    return match;
  match.repair = await repairOf(table, columns, keys, found.events, options);
  if (found.events === 0) throw unmatched(side, match);
  return match;
}

async function repairOf(
  table: TableInfo,
  columns: readonly string[],
  keys: readonly string[],
  found: number,
  options: { tables: TableStore; ids: IdIndex; pace: () => Promise<void> },
): Promise<KeyMatch['repair']> {
  const { ids } = options;
  const repair = keyRepair(ids.ids, keys, found);
  if (repair) return { ...repair, column: null };
  if (columns.length > 1) return null;
  for (const { name } of table.columns.slice(0, mostColumns)) {
    if (columns.includes(name)) continue;
    const others = await distinct(table, [name], options);
    const plain = countFound(ids, others, keyRule.parse({}));
    const least = Math.max(found + 1, fewMatched * Math.min(ids.ids.length, others.length));
    if (others.length === 0 || plain.events < least) continue;
    const id = ids.ids.find((_, number) => plain.met[number] === 1) ?? '';
    const example = { event: id, table: id };
    return { rule: keyRule.parse({}), column: name, found: plain.events, example, safe: true };
  }
  return null;
}

async function distinct(
  table: TableInfo,
  names: readonly string[],
  { tables, pace }: { tables: TableStore; pace: () => Promise<void> },
): Promise<string[]> {
  const columns = names.map((name) => columnPlace(name, table.columns));
  const keys = new Set<string>();
  for (const { rows } of tables.scan(table.id, { columns })) {
    for (const row of rows)
      for (const value of row)
        if (value !== null && value !== undefined && value !== '') keys.add(String(value));
    await pace();
  }
  return [...keys];
}

function countFound(ids: IdIndex, keys: readonly string[], rule: KeyRule) {
  const index = keyIndex(ids, rule);
  const met = new Uint8Array(ids.ids.length);
  const missing: string[] = [];
  let table = 0;
  for (const key of keys) {
    const number = index.find(key);
    if (number !== undefined) {
      met[number] = 1;
      table += 1;
    } else if (missing.length < shown) missing.push(key);
  }
  return { met, missing, table, events: met.reduce((sum, one) => sum + one, 0) };
}

function unmatched(side: Side, { column, events, table, repair }: KeyMatch): PortraitError {
  const params = {
    ...{ side, column, of: events.ids },
    ...{ ids: events.missing.join(', '), keys: table.missing.join(', ') },
  };
  if (repair === null) return new PortraitError('side_keys_unmatched', params);
  return new PortraitError('side_keys_repairable', {
    ...params,
    ...{ found: repair.found, event: repair.example.event, key: repair.example.table },
    // Path and value of the setting, for one click in the window and for a run without one.
    setting: `${side}.${settingOf(repair)}`,
    safe: repair.safe ? 1 : 0,
  });
}

function settingOf({ column, rule }: NonNullable<KeyMatch['repair']>): string {
  if (column !== null) return `key = ${JSON.stringify(column)}`;
  return `keys = ${keyRuleText(rule)}`;
}
