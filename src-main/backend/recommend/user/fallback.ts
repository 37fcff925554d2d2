import { ownList as listWithReasons, type Scored } from '#shared/recommenders/fold-in/own-list.ts';
import { descriptorOf } from '#shared/recommenders/index.ts';
import type { ModelRef } from '../fit/index.ts';
import type { Prepared } from '../interactions/index.ts';

/** The part of a list that a recommender has reasons for; null where it knows nothing of the person. */
export function ownList(type: ModelRef['algorithm']['type'], list: Scored): Scored | null {
  const silentAtZero = type !== 'hybrid' && descriptorOf(type).silentAtZero === true;
  const kept = listWithReasons(list, silentAtZero);
  return kept === null && type === 'popular' ? list : kept;
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
