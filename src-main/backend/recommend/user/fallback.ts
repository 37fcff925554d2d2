import { descriptorOf } from '#shared/recommenders/index.ts';
import type { ModelRef } from '../fit/index.ts';
import type { Prepared } from '../interactions/index.ts';

/** Items of one list, best first. */
export type Scored = { items: Int32Array; scores: Float32Array };

/**
 * Lists are looked at this deep: the place of an item outside the shown ones is told, and a score that is the same
 * for so many is no preference.
 */
export const lookedDeep = 200;

/** The part of a list that a recommender has reasons for; null where it knows nothing of the person. */
export function ownList(
  type: ModelRef['algorithm']['type'],
  { items, scores }: Scored,
): Scored | null {
  const silentAtZero = type !== 'hybrid' && descriptorOf(type).silentAtZero;
  const end = silentAtZero ? scores.findIndex((score) => score <= 0) : -1;
  const kept = items.subarray(0, end < 0 ? undefined : end);
  const silent = kept.length === 0 || (kept.length > 1 && scores[0] === scores[kept.length - 1]);
  return silent && type !== 'popular' ? null : { items: kept, scores };
}

/** Most popular in the segment, for people a recommender knows nothing of: it learns nothing, so it needs no cell. */
export function popularModel(prepared: Prepared, data: string): ModelRef {
  return {
    ...{ id: `popular:${data}`, data, state: null, parts: [] },
    algorithm: popularAlgorithm(prepared),
  };
}

export function popularAlgorithm({ learn }: Prepared): { type: 'popular'; bySegment: boolean } {
  return { type: 'popular', bySegment: learn.segments !== null };
}
