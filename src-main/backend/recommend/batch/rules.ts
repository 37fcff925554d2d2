import type { BatchOutput, BatchSettings } from '#shared/model/cells/batch.ts';
import type { KeyRule } from '#shared/model/cells/interactions.ts';
import { comparedKey } from '#shared/model/compared-key.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { categoriesOf, keyRepair, keyRuleText, type Prepared } from '../interactions/index.ts';

/** Numbers of the items nobody may be recommended, and what each rule leaves out. */
export type Barred = { exclude: Int32Array; leftOut: BatchOutput['leftOut'] };

const unknownShown = 10;

/** Ids of a connected table, and the column they are from. */
export type BarredTable = { column: string; ids: readonly string[] };

/**
 * Turns rules into item numbers; what people had already is counted for the served ones, null for everyone. An item barred twice counts with the first rule: category, then id.
 * @throws side_keys_repairable where the table's ids are written in another way than the items'
 */
export function barredItems(
  prepared: Prepared,
  rules: BatchSettings['rules'],
  table: BarredTable,
  served: readonly number[] | null = null,
): Barred {
  const categories = new Set(rules.withoutCategories);
  const numberOf = new Map(prepared.itemIds.map((id, item) => [id, item]));
  const alike = itemsAlike(prepared.itemIds, rules.barredKeys);
  const barred = new Set<number>();
  prepared.categories?.forEach((_, item) => {
    if (categoriesOf(prepared, item).some((name) => categories.has(name))) barred.add(item);
  });
  const byCategory = barred.size;
  const unknown = new Set<string>();
  for (const id of rules.withoutItems) {
    const item = numberOf.get(id);
    if (item === undefined) unknown.add(id);
    else barred.add(item);
  }
  let found = 0;
  for (const id of table.ids) {
    const items = alike(id);
    if (items.length === 0) unknown.add(id);
    else found += 1;
    for (const item of items) barred.add(item);
  }
  if (found === 0) refuseRepairable(prepared.itemIds, table);
  return {
    exclude: Int32Array.from(barred).sort(),
    leftOut: {
      alreadyHad: rules.alreadyHad ? pairsHad(prepared, served) : 0,
      categories: byCategory,
      items: barred.size - byCategory,
      unknown: { count: unknown.size, first: [...unknown].slice(0, unknownShown) },
    },
  };
}

/** Numbers of the items that an id of the table stands for. */
function itemsAlike(itemIds: readonly string[], rule: KeyRule): (id: string) => number[] {
  const numbers = new Map<string, number[]>();
  itemIds.forEach((id, item) => {
    const key = comparedKey(id, rule, 'events');
    const known = numbers.get(key);
    if (known) known.push(item);
    else numbers.set(key, [item]);
  });
  return (id) => numbers.get(comparedKey(id, rule, 'table')) ?? [];
}

/** A list that bars nothing because of how its ids are written is not taken in silence. */
function refuseRepairable(itemIds: readonly string[], { column, ids }: BarredTable): void {
  const keys = [...new Set(ids)];
  const repair = keys.length === 0 ? null : keyRepair(itemIds, keys, 0);
  if (repair === null) return;
  const { rule, found, example, safe } = repair;
  throw new PortraitError('side_keys_repairable', {
    ...{ side: 'barred', column, of: itemIds.length, found },
    ...{ ids: itemIds.slice(0, 3).join(', '), keys: keys.slice(0, 3).join(', ') },
    ...{ event: example.event, key: example.table, safe: safe ? 1 : 0 },
    setting: `rules.barredKeys = ${keyRuleText(rule)}`,
  });
}

/** Of the served users, null for everyone. */
function pairsHad({ learn, had, hadLater }: Prepared, served: readonly number[] | null): number {
  const parts = [learn.interactions, had, hadLater];
  if (served === null) return parts.reduce((sum, { index }) => sum + index.length, 0);
  return parts.reduce(
    (sum, { pointer }) =>
      served.reduce((pairs, user) => pairs + pointer[user + 1]! - pointer[user]!, sum),
    0,
  );
}
