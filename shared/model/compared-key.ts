import type { KeyRule } from './cells/interactions.ts';

/** Whether ids are compared letter by letter. */
export function comparesPlainly(rule: KeyRule): boolean {
  const { tablePrefix, eventPrefix, ...same } = rule;
  return tablePrefix === '' && eventPrefix === '' && !Object.values(same).some((on) => on);
}

/** An id as it is compared with those of the other side: ids alike under the rule become one text. */
export function comparedKey(id: string, rule: KeyRule, side: 'events' | 'table'): string {
  const fold = (text: string): string => {
    const plain = rule.unicode ? text.normalize('NFKC').replace(/\p{Cf}/gu, '') : text;
    const spaced = rule.spaces ? plain.replace(/\s+/gu, ' ').trim() : plain;
    return rule.case ? spaced.toLowerCase() : spaced;
  };
  const prefix = fold(side === 'table' ? rule.tablePrefix : rule.eventPrefix);
  const folded = fold(id);
  const key =
    prefix !== '' && folded.length > prefix.length && folded.startsWith(prefix)
      ? folded.slice(prefix.length)
      : folded;
  return rule.number && /^[+-]?\d+(\.0*)?$/.test(key)
    ? key
        .replace(/\.0*$/, '')
        .replace(/^\+/, '')
        .replace(/^(-?)0+(?=\d)/, '$1')
    : key;
}
