/** Items of one list, best first. */
export type Scored = { items: Int32Array; scores: Float32Array };

/**
 * Lists are looked at this deep: the place of an item outside the shown ones is told, and a score that is the same
 * for so many is no preference.
 */
export const lookedDeep = 200;

/**
 * The part of a list that a recommender has reasons for; null where it knows nothing of the person. `silentAtZero`: a score
 * of 0 is no reason.
 */
export function ownList({ items, scores }: Scored, silentAtZero: boolean): Scored | null {
  const end = silentAtZero ? scores.findIndex((score) => score <= 0) : -1;
  const kept = items.subarray(0, end < 0 ? undefined : end);
  const silent = kept.length === 0 || (kept.length > 1 && scores[0] === scores[kept.length - 1]);
  return silent ? null : { items: kept, scores };
}
