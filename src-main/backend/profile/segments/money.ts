import { dayMilliseconds } from '#shared/values/time/index.ts';
import type { RfmGroup, Segment } from '#shared/model/cells/profile.ts';
import { meanOf } from '#shared/statistics/mean.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { Sum } from '#shared/statistics/sum.ts';
import type { Prepared } from '../../recommend/index.ts';
import { historyOf, lastTime, latest } from '../history.ts';

/** Recency, frequency and spend of every user over the learnt part. */
export type Rfm = {
  /** Days from the user's last event to that of all; null without times. */
  days: Float64Array | null;
  /** Events. */
  events: Float64Array;
  /** Price times events; null without prices. */
  spend: Float64Array | null;
};

export function rfmOf(prepared: Prepared): Rfm {
  const { learn, prices, pairEvents, timed } = prepared;
  const { pointer, index } = learn.interactions;
  const events = new Float64Array(learn.users);
  const spend = prices && new Float64Array(learn.users);
  for (let user = 0; user < learn.users; user++) {
    const spent = new Sum();
    for (let at = pointer[user]!; at < pointer[user + 1]!; at++) {
      const count = Math.max(1, pairEvents[at] ?? 1);
      events[user]! += count;
      if (prices) spent.add((prices.at(index[at]!) ?? 0) * count);
    }
    if (spend) spend[user] = spent.total();
  }
  const now = latest(prepared);
  const days = timed
    ? Float64Array.from(events, (_, user) =>
        Math.max(0, (now - lastTime(historyOf(prepared, user))) / dayMilliseconds),
      )
    : null;
  return { days, events, spend };
}

/**
 * Fifths of the users by a value, 1 to 5: those with equal values share one. `falling`: the least is 5, as recency is told.
 */
export function fifths(values: Float64Array, falling = false): Uint8Array {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const ends = [0.2, 0.4, 0.6, 0.8].map((share) => quantile(sorted, share) ?? 0);
  return Uint8Array.from(values, (value) => {
    const above = ends.filter((end) => value > end).length;
    return falling ? 5 - above : 1 + above;
  });
}

/** Users and mean spend by fifths of recency and frequency; none without times. */
export function rfmGroups({ days, events, spend }: Rfm): RfmGroup[] {
  if (days === null) return [];
  const [recency, frequency] = [fifths(days, true), fifths(events)];
  const groups = new Map<number, { users: number; spend: Sum }>();
  recency.forEach((fifth, user) => {
    const key = fifth * 10 + frequency[user]!;
    const group = groups.get(key) ?? { users: 0, spend: new Sum() };
    group.users += 1;
    group.spend.add(spend?.[user] ?? 0);
    groups.set(key, group);
  });
  return [...groups].map(([key, group]) => ({
    recency: Math.floor(key / 10),
    frequency: key % 10,
    users: group.users,
    spend: spend === null ? null : group.spend.mean(),
  }));
}

/** Spend, recency and frequency of each segment. */
export function segmentMoney(
  { days, events, spend }: Rfm,
  of: Int32Array,
  segments: number,
): Pick<Segment, 'spend' | 'recency' | 'frequency'>[] {
  return Array.from({ length: segments }, (_, segment) => {
    const own = (values: Float64Array): Float64Array =>
      values.filter((_value, user) => of[user] === segment);
    const total = new Sum();
    for (const value of spend === null ? [] : own(spend)) total.add(value);
    return {
      spend: spend && total.total(),
      recency: days && (quantile(own(days).sort(), 0.5) ?? null),
      frequency: meanOf(own(events)) ?? 0,
    };
  });
}
