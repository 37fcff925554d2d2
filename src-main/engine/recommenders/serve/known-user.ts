import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import { row } from '../matrices/sparse.ts';

/** A user exactly as the model was fitted on. */
export function knownUser(data: RecommendData, user: number): UserInput {
  const { pointer } = data.interactions;
  const own = row(data.interactions, user);
  const width = data.userFeatures?.columns ?? 0;
  return {
    user,
    items: own.index,
    weights: own.value,
    ...(data.times && { times: data.times.subarray(pointer[user], pointer[user + 1]) }),
    features: data.userFeatures
      ? data.userFeatures.value.subarray(user * width, (user + 1) * width)
      : null,
    segment: data.segments?.[user] ?? null,
    friends: data.friends ? row(data.friends, user).index : null,
  };
}
