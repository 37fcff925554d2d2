import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import { createRandom } from '#shared/random/index.ts';
import { inChunks, type Pace } from '../chunks.ts';
import type { Events } from './events.ts';
import { eachPair, type PairOrder } from './pair-order.ts';
import { select } from '../select.ts';

/** 1 where an event is held out for the test, 0 where it is learnt from; the split that was made. */
export type HeldOut = {
  test: Uint8Array;
  cut: number | null;
  kind: InteractionsSettings['split']['kind'];
};

/**
 * Divides the kept events: by time (one moment for everyone), by each user's latest items, or by a random share of each
 * user's items; or as the data itself says. All events of a pair go together except by time. Users keep at least one item to learn from, except by
 * time: who came after the cut cannot be learnt about.
 */
export async function splitEvents(
  events: Events,
  pairs: PairOrder,
  kept: Uint8Array,
  split: InteractionsSettings['split'],
  seed: number,
  pace: Pace,
): Promise<HeldOut> {
  const kind = split.kind === 'time' && !events.timed ? 'random' : split.kind;
  const test = new Uint8Array(events.user.length);
  if (kind === 'given') return { test: events.test, cut: null, kind };
  if (kind === 'none' || (kind !== 'last' && split.test === 0)) return { test, cut: null, kind };
  if (kind === 'time') return { ...(await afterCut(events, kept, split.test, test, pace)), kind };
  const random = createRandom(seed);
  const choose = (own: readonly Item[]): readonly Item[] => {
    const most = own.length - 1;
    if (kind === 'last') return latestFirst(own).slice(0, Math.min(split.lastItems, most));
    return atRandom(own, split.test, random).slice(0, Math.max(0, most));
  };
  await holdOutItems(events, pairs, kept, choose, test, pace);
  return { test, cut: null, kind };
}

/** Everything after the (1 - share) quantile of the event times. */
async function afterCut(
  events: Events,
  kept: Uint8Array,
  share: number,
  test: Uint8Array,
  pace: Pace,
): Promise<{ test: Uint8Array; cut: number }> {
  const times = new Float64Array(events.time.length);
  let count = 0;
  await inChunks(kept.length, pace, (from, to) => {
    for (let e = from; e < to; e++) if (kept[e]) times[count++] = events.time[e]!;
  });
  const cut = select(times.subarray(0, count), Math.floor((1 - share) * (count - 1)));
  await inChunks(test.length, pace, (from, to) => {
    for (let e = from; e < to; e++) if (events.time[e]! > cut) test[e] = 1;
  });
  return { test, cut };
}

/** One user's item: where its events lie, and when it was first had. */
type Item = { from: number; to: number; time: number; first: number };

/** Marks all events of the items that `choose` picks of each user's own. */
async function holdOutItems(
  events: Events,
  pairs: PairOrder,
  kept: Uint8Array,
  choose: (own: readonly Item[]) => readonly Item[],
  test: Uint8Array,
  pace: Pace,
): Promise<void> {
  let own: Item[] = [];
  await eachPair(events, pairs, pace, {
    pair(from, to) {
      let sum = 0;
      let first = -1;
      for (let at = from; at < to; at++) {
        const e = pairs.order[at]!;
        if (!kept[e]) continue;
        sum += events.weight[e]!;
        if (first < 0 && events.weight[e]! > 0) first = e;
      }
      // What was taken back again is neither learnt nor tested.
      if (first >= 0 && sum > 1e-9) own.push({ from, to, time: events.time[first]!, first });
    },
    user() {
      for (const { from, to } of choose(own))
        for (let at = from; at < to; at++) test[pairs.order[at]!] = 1;
      own = [];
    },
  });
}

function latestFirst(own: readonly Item[]): Item[] {
  return own.toSorted((a, b) => b.time - a.time || b.first - a.first);
}

function atRandom(own: readonly Item[], share: number, random: { next(): number }): Item[] {
  return own.filter(() => random.next() < share);
}
