import type { SparseRows } from '#shared/engine/recommend.ts';
import type { PairValueMode } from '#shared/model/cells/interactions.ts';
import { dayMilliseconds } from '#shared/values/time/index.ts';
import { inChunks, type Pace } from '../chunks.ts';
import type { Events } from './events.ts';
import { Growing } from '../growing.ts';
import { eachPair, type PairOrder } from './pair-order.ts';

/** Pairs of user and item with their weight, number of events, first and latest time; rows are users. */
export type Pairs = {
  rows: SparseRows;
  first: Float64Array;
  time: Float64Array;
  events: Int32Array;
  /** Pairs with chosen events of which nothing is left, since all was taken back. */
  takenBack: { user: Int32Array; item: Int32Array };
};

export type SumOptions = {
  /** Events that count. */
  chosen(event: number): boolean;
  /** An event's weight halves with so many days before the latest chosen one. */
  halfLifeDays: number | null;
  /** Weights are added up, or the latest event's counts. */
  value: PairValueMode;
};

/** Weighs the chosen events pair by pair; pairs taken back entirely are dropped. */
export async function sumPairs(
  events: Events,
  pairs: PairOrder,
  { chosen, halfLifeDays, value: mode }: SumOptions,
  pace: Pace,
): Promise<Pairs> {
  const latest = halfLifeDays === null ? 0 : await latestOf(events, chosen, pace);
  const pointer = new Int32Array(pairs.start.length);
  const index = new Growing((n) => new Int32Array(n));
  const value = new Growing((n) => new Float32Array(n));
  const first = new Growing((n) => new Float64Array(n));
  const time = new Growing((n) => new Float64Array(n));
  const counts = new Growing((n) => new Int32Array(n));
  const gone = {
    user: new Growing((n) => new Int32Array(n)),
    item: new Growing((n) => new Int32Array(n)),
  };
  const weightOf = (e: number): number => {
    if (halfLifeDays === null) return events.weight[e]!;
    const age = (latest - events.time[e]!) / dayMilliseconds;
    return events.weight[e]! * 0.5 ** (age / halfLifeDays);
  };
  await eachPair(events, pairs, pace, {
    pair(from, to, item) {
      let [sum, began, last, count] = [0, 0, -Infinity, 0];
      for (let at = from; at < to; at++) {
        const e = pairs.order[at]!;
        if (!chosen(e)) continue;
        sum = mode === 'latest' ? weightOf(e) : sum + weightOf(e);
        if (count === 0) began = events.time[e]!;
        last = events.time[e]!;
        count += 1;
      }
      if (count === 0) return;
      // Sums of decayed halves need not come out at zero exactly.
      if (sum <= 1e-9) {
        gone.user.push(events.user[pairs.order[from]!]!);
        gone.item.push(item);
        return;
      }
      index.push(item);
      value.push(sum);
      first.push(began);
      time.push(last);
      counts.push(count);
    },
    user: (user) => (pointer[user + 1] = index.length),
  });
  return {
    rows: { pointer, index: index.take(), value: value.take() },
    ...{ first: first.take(), time: time.take(), events: counts.take() },
    takenBack: { user: gone.user.take(), item: gone.item.take() },
  };
}

async function latestOf(
  events: Events,
  chosen: (event: number) => boolean,
  pace: Pace,
): Promise<number> {
  let latest = -Infinity;
  await inChunks(events.time.length, pace, (from, to) => {
    for (let e = from; e < to; e++) if (chosen(e)) latest = Math.max(latest, events.time[e]!);
  });
  return latest;
}

/** What a pair's weight counts for. */
export function pairValue(weight: number, mode: PairValueMode): number {
  if (mode === 'binary') return 1;
  return mode === 'log' ? Math.log1p(weight) : weight;
}

/** The summed weight a value stands for: the inverse of `pairValue`, 1 where pairs are binary. */
export function pairWeight(value: number, mode: PairValueMode): number {
  return mode === 'log' ? Math.expm1(value) : value;
}
