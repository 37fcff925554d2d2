import type { FeatureName } from './feature-names.ts';

/** A further column: its values, each a feature of its own, or null where it holds numbers. */
export type IntentContext = { column: string; values: string[] | null };

/** What the features of a log's sessions are made of. */
export type IntentVocabulary = {
  /** Kinds before a purchase, most frequent first; others count as none of them. */
  kinds: string[];
  /** Kinds that follow one another, as places in `kinds`. */
  pairs: [number, number][];
  contexts: IntentContext[];
  /** Mean logarithm of the seconds between two events, and 1: a pause of this length tells nothing. */
  usualGap: number;
  /** What the log has besides kinds. */
  has: { time: boolean; item: boolean; category: boolean; price: boolean; user: boolean };
};

/** The columns of the features, in order. */
export function featureNames({ kinds, pairs, contexts, has }: IntentVocabulary): FeatureName[] {
  const one = (what: FeatureName['what'], of: string | null = null): FeatureName => ({ what, of });
  const of = (what: FeatureName['what'], names: string[]): FeatureName[] =>
    names.map((name) => one(what, name));
  return [
    one('events'),
    ...(['kind', 'share', 'last', 'before'] as const).flatMap((what) => of(what, kinds)),
    ...of(
      'pair',
      pairs.map(([a, b]) => `${kinds[a]!} → ${kinds[b]!}`),
    ),
    ...(has.time
      ? (['elapsed', 'sincePrevious', 'pace', 'hour', 'hour', 'weekend'] as const).map((what) =>
          one(what),
        )
      : []),
    ...(has.item ? (['items', 'returns', 'returned'] as const).map((what) => one(what)) : []),
    ...(has.category
      ? (['categories', 'stays', 'moves', 'stayed'] as const).map((what) => one(what))
      : []),
    ...(has.price ? (['price', 'meanPrice'] as const).map((what) => one(what)) : []),
    ...(has.user
      ? ([one('sessionsBefore'), one('purchasesBefore'), one('rateBefore')] as const)
      : []),
    ...(has.user && has.time ? [one('sinceBefore')] : []),
    ...contexts.flatMap(({ column, values }) =>
      values === null
        ? [one('context', column)]
        : of(
            'context',
            values.map((v) => `${column} = ${v}`),
          ),
    ),
  ];
}
