import { interactions, type InteractionsOutput } from '#shared/model/cells/interactions.ts';
import { profile, type ProfileOutput } from '#shared/model/cells/profile.ts';
import {
  recommend,
  type RecommendOutput,
  type VectorSpread,
} from '#shared/model/cells/recommend.ts';

/** Prepared interactions with the numbers given, and none of anything else. */
export function interactionsOf(more: Partial<InteractionsOutput>): InteractionsOutput {
  const none = { edges: [], counts: [] };
  return interactions.output.parse({
    ...{ data: '', users: 100, items: 1000, pairs: { train: 5000, test: 1000 } },
    events: {
      ...{ read: 6000, used: 6000, returns: 0, takenBack: 0 },
      leftOut: {
        ...{ noUser: 0, noItem: 0, noTime: 0, future: 0, notANumber: 0, belowMinimum: 0 },
        ...{ worthless: 0, returned: 0, repeated: 0, rare: 0 },
      },
    },
    ...{ rareUsers: 0, rareItems: 0, split: 'time', timed: true, testUsers: 90, density: 0.05 },
    ...{ cut: null, longTail: [], perUser: none, perItem: none, activity: [], coldUsers: 0 },
    ...{ coldItems: 0, untriedItems: 0, friends: 0, usersWithFriends: 0, categories: [] },
    ...{ features: { user: 0, item: 0, terms: 0 }, segments: [], synthetic: false, ...more },
  });
}

/** A fitted BPR with vectors of this spread. */
export function recommendOf(spread: VectorSpread | null, settings: object = {}): RecommendOutput {
  return recommend.output.parse({
    ...{ algorithm: { type: 'bpr', ...settings }, interactions: '', state: null, stateBytes: 0 },
    ...{ seconds: 1, epochs: [], spread, parts: [] },
  });
}

/** A profile with learned taste in it. */
export function profileOf(silhouette: number, segments: number): ProfileOutput {
  return profile.output.parse({
    ...{ users: 100, dimensions: [], silhouette, map: 'pca', mapFittedOn: 100, explained: [] },
    segments: Array.from({ length: segments }, () => ({ users: 10, marks: [] })),
    ...{ staleDays: 180, stale: 0, incomplete: 0, vectors: '', recommender: 'a' },
    ...{ interactions: '', attributes: [], synthetic: false },
  });
}
