import type { KeyRule } from '#shared/model/cells/interactions.ts';
import { comparedKey, comparesPlainly } from '#shared/model/compared-key.ts';
import type { CellValue } from '#shared/model/table.ts';
import type { IdIndex } from './id-index.ts';

/** Numbered ids as a table beside the events looks for them. */
export type KeyIndex = {
  readonly ids: readonly string[];
  /** The number of the id that a key of the table stands for, or undefined. */
  find(key: CellValue): number | undefined;
};

/** Of ids of the events that the rule makes alike the first is found. */
export function keyIndex(ids: IdIndex, rule: KeyRule): KeyIndex {
  if (comparesPlainly(rule)) return ids;
  const numbers = new Map<string, number>();
  ids.ids.forEach((id, number) => {
    const key = comparedKey(id, rule, 'events');
    if (!numbers.has(key)) numbers.set(key, number);
  });
  return {
    ids: ids.ids,
    find: (key) =>
      key === null ? undefined : numbers.get(comparedKey(String(key), rule, 'table')),
  };
}
