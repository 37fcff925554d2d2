import type { BatchOutput, BatchSettings } from '#shared/model/cells/batch.ts';
import { categoriesOf, type Prepared } from '../prepare/index.ts';

/** Numbers of the items nobody may be recommended, and what each rule leaves out. */
export type Barred = { exclude: Int32Array; leftOut: BatchOutput['leftOut'] };

const unknownShown = 10;

/** Turns rules into item numbers. An item barred twice counts with the first rule: category, then id. */
export function barredItems(
  prepared: Prepared,
  rules: BatchSettings['rules'],
  tableIds: readonly string[],
): Barred {
  const categories = new Set(rules.withoutCategories);
  const numberOf = new Map(prepared.itemIds.map((id, item) => [id, item]));
  const barred = new Set<number>();
  prepared.categories?.forEach((_, item) => {
    if (categoriesOf(prepared, item).some((name) => categories.has(name))) barred.add(item);
  });
  const byCategory = barred.size;
  const unknown = new Set<string>();
  for (const id of [...rules.withoutItems, ...tableIds]) {
    const item = numberOf.get(id);
    if (item === undefined) unknown.add(id);
    else barred.add(item);
  }
  return {
    exclude: Int32Array.from(barred).sort(),
    leftOut: {
      alreadyHad: rules.alreadyHad ? pairsHad(prepared) : 0,
      categories: byCategory,
      items: barred.size - byCategory,
      unknown: { count: unknown.size, first: [...unknown].slice(0, unknownShown) },
    },
  };
}

function pairsHad({ learn, had, hadLater }: Prepared): number {
  return learn.interactions.index.length + had.index.length + hadLater.index.length;
}
