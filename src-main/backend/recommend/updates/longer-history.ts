import { pairWeight, pairValue, type Prepared } from '../interactions/index.ts';
import { rowOf } from '../user/row-of.ts';
import type { NewEvent } from './new-events.ts';

/**
 * A history by item, ascending: what recommenders take, and the latest time of each pair in milliseconds since 1970; and
 * the items of which nothing is left or whose events count for nothing.
 */
export type LongerHistory = {
  items: Int32Array;
  weights: Float32Array;
  times: Float64Array;
  had: Int32Array;
};

/** The learnt history of a user (null: nobody's) with new events added; pairs taken back entirely are gone. */
export function longerHistory(
  prepared: Prepared,
  user: number | null,
  events: readonly NewEvent[],
): LongerHistory {
  const pairs = new Map<number, { weight: number; time: number }>();
  if (user !== null) {
    const { interactions } = prepared.learn;
    const own = rowOf(interactions, user);
    const from = interactions.pointer[user]!;
    own.index.forEach((item, at) =>
      pairs.set(item, {
        weight: pairWeight(own.value[at]!, prepared.value),
        time: prepared.pairTime[from + at]!,
      }),
    );
  }
  const unlearnt = new Set<number>();
  for (const { item, weight, time } of events) {
    if (weight === 0) {
      unlearnt.add(item);
      continue;
    }
    const known = pairs.get(item) ?? { weight: 0, time: 0 };
    const isLatest = time >= known.time;
    const latest = isLatest ? weight : known.weight;
    pairs.set(item, {
      weight: prepared.value === 'latest' ? latest : known.weight + weight,
      time: isLatest ? time : known.time,
    });
  }
  const kept = [...pairs].filter(([, { weight }]) => weight > 0).sort(([a], [b]) => a - b);
  for (const [item, { weight }] of pairs) if (weight <= 0) unlearnt.add(item);
  return {
    had: Int32Array.from(unlearnt).sort(),
    items: Int32Array.from(kept, ([item]) => item),
    weights: Float32Array.from(kept, ([, { weight }]) => pairValue(weight, prepared.value)),
    times: Float64Array.from(kept, ([, { time }]) => time),
  };
}
