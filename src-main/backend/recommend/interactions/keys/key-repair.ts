import { largest } from '#shared/statistics/extremes.ts';
import { keyRule, type KeyMatch, type KeyRule } from '#shared/model/cells/interactions.ts';
import { comparedKey } from '#shared/model/compared-key.ts';

/** Ids looked at for what they all begin with. */
const looked = 2000;
/** A repair has to find this share of the ids of the shorter side. */
const leastShare = 0.5;
/** Of repairs that find nearly as much the simplest is proposed. */
const nearly = 0.95;

type Repair = NonNullable<KeyMatch['repair']>;

/**
 * What makes most ids of the events found among those of the table, told from the ids alone: padding with zeros, `1.0`
 * for 1, a prefix, spaces, case or form of characters. Null where nothing finds half of the shorter side, or no more than
 * `found` already are.
 */
export function keyRepair(
  events: readonly string[],
  table: readonly string[],
  found: number,
): Omit<Repair, 'column'> | null {
  const least = Math.max(leastShare * Math.min(events.length, table.length), found + 1);
  const tried = candidates(events, table).map((rule) => tryRule(rule, events, table));
  const most = largest(tried.map((one) => one.found));
  if (most < least) return null;
  return tried.find((one) => one.found >= nearly * most && one.found >= least) ?? null;
}

/** A rule as the value of a setting: what is set of it, in JSON. */
export function keyRuleText(rule: KeyRule): string {
  const set = Object.entries(rule).filter(([, value]) => value !== false && value !== '');
  return JSON.stringify(Object.fromEntries(set));
}

/** The simplest first. */
function candidates(events: readonly string[], table: readonly string[]): KeyRule[] {
  const folds = [
    { spaces: true },
    { spaces: true, unicode: true },
    { case: true },
    { spaces: true, unicode: true, case: true },
  ];
  const begins = (folded: Partial<KeyRule>): Partial<KeyRule> => ({
    tablePrefix: commonStart(table, keyRule.parse(folded)),
    eventPrefix: commonStart(events, keyRule.parse(folded)),
  });
  const rules: Partial<KeyRule>[] = [
    { number: true },
    ...folds,
    begins({}),
    { ...begins({}), number: true },
    ...folds.flatMap((fold) => [
      { ...fold, number: true },
      { ...fold, ...begins(fold) },
      { ...fold, ...begins(fold), number: true },
    ]),
  ];
  return rules.map((rule) => keyRule.parse(rule));
}

/** What all ids begin with, digits at its end aside: they are the first of a number. */
function commonStart(ids: readonly string[], rule: KeyRule): string {
  let start: string | null = null;
  for (const id of ids.slice(0, looked)) {
    const key = comparedKey(id, rule, 'events');
    if (start === null) start = key;
    while (!key.startsWith(start)) start = start.slice(0, -1);
    if (start === '') return '';
  }
  const common = (start ?? '').replace(/\d+$/, '');
  // Never the whole of an id, and never half of a character.
  return ids.some((id) => comparedKey(id, rule, 'events') === common)
    ? ''
    : common.replace(/[\uD800-\uDBFF]$/, '');
}

function tryRule(
  rule: KeyRule,
  events: readonly string[],
  table: readonly string[],
): Omit<Repair, 'column'> {
  const keys = new Map(table.map((key) => [comparedKey(key, rule, 'table'), key]));
  const own = new Set<string>();
  let found = 0;
  let example: Repair['example'] = { event: '', table: '' };
  for (const id of events) {
    const compared = comparedKey(id, rule, 'events');
    own.add(compared);
    const key = keys.get(compared);
    if (key === undefined) continue;
    found += 1;
    if (example.event === '' || (example.event === example.table && id !== key))
      example = { event: id, table: key };
  }
  return { rule, found, example, safe: keys.size === table.length && own.size === events.length };
}
