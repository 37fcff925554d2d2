import type { z } from 'zod';
import type { RecommendData, SparseRows } from '#shared/engine/recommend.ts';
import type { interactions } from '#shared/model/cells/interactions.ts';
import { dayMilliseconds } from '#shared/values/time/index.ts';
import { categoriesOf } from './sides/category-parts.ts';
import { inChunks, type Pace } from './chunks.ts';
import type { Events } from './events/events.ts';
import type { Kept } from './events/kept-events.ts';
import type { Preparation } from './prepare.ts';
import { select } from './select.ts';

type Summary = Omit<z.input<typeof interactions.output>, 'data'>;

const tailShares = [
  ...[0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4],
  ...[0.5, 0.6, 0.7, 0.8, 0.9, 1],
];
/** Bars of the activity chart, about. */
const mostBars = 60;
const mostCategories = 500;

/** What the Interactions cell shows of a preparation. */
export async function summarise(
  { prepared, events, core, ...cold }: Preparation,
  pace: Pace,
): Promise<Summary> {
  const { learn, test } = prepared;
  const pairs = learn.interactions.index.length;
  const perItem = new Int32Array(learn.items);
  await inChunks(pairs, pace, (from, to) => {
    for (let at = from; at < to; at++) perItem[learn.interactions.index[at]!]! += 1;
  });
  const leftOut = { ...events.leftOut, repeated: core.repeated, rare: core.rare };
  const withFriends = learn.friends ? rowLengths(learn.friends).filter((own) => own > 0) : [];
  return {
    users: learn.users,
    items: learn.items,
    pairs: { train: pairs, test: test.index.length },
    events: {
      ...{ read: events.read, used: core.used, leftOut },
      ...{ returns: events.returns, takenBack: cold.takenBack },
    },
    had: prepared.had.index.length + prepared.hadLater.index.length,
    ...{ rareUsers: core.rareUsers, rareItems: core.rareItems },
    ...{ split: prepared.split, timed: prepared.timed, times: events.times },
    tied: tiedPairs(learn),
    testUsers: rowLengths(test).filter((length) => length > 0).length,
    repeats: cold.repeats,
    withNegatives: rowLengths(prepared.negatives ?? nothing).filter((own) => own > 0).length,
    density: pairs / (learn.users * learn.items),
    cut: prepared.cut === null ? null : new Date(prepared.cut).toISOString(),
    longTail: longTail(perItem, pairs),
    perUser: histogram(rowLengths(learn.interactions)),
    perItem: histogram(perItem.filter((count) => count > 0)),
    activity: events.timed ? await activity(events, core, pace) : [],
    ...{ coldUsers: cold.coldUsers, coldItems: cold.coldItems, untriedItems: cold.untriedItems },
    matches: cold.matches,
    friends: (learn.friends?.index.length ?? 0) / 2,
    usersWithFriends: withFriends.length,
    features: {
      user: learn.userFeatures?.columns ?? 0,
      item: learn.itemFeatures?.columns ?? 0,
      terms: learn.terms,
    },
    categories: largestCategories(prepared),
    segments: prepared.segmentNames.map((name, number) => ({
      name,
      users: learn.segments?.reduce((sum, one) => sum + (one === number ? 1 : 0), 0) ?? 0,
    })),
    synthetic: prepared.synthetic,
  };
}

function largestCategories(prepared: Preparation['prepared']): Summary['categories'] {
  const items = new Map<string, number>();
  for (let item = 0; item < prepared.learn.items; item++)
    for (const name of categoriesOf(prepared, item)) items.set(name, (items.get(name) ?? 0) + 1);
  return [...items]
    .map(([name, count]) => ({ name, items: count }))
    .sort((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1))
    .slice(0, mostCategories);
}

const nothing: SparseRows = {
  pointer: new Int32Array(1),
  index: new Int32Array(0),
  value: new Float32Array(0),
};

function rowLengths(rows: SparseRows): Int32Array {
  return rows.pointer.slice(1).map((end, row) => end - rows.pointer[row]!);
}

/** Pairs at the same time as another of the same user. */
function tiedPairs({ interactions: { pointer }, times }: RecommendData): number {
  let tied = 0;
  for (let user = 0; times !== undefined && user + 1 < pointer.length; user++) {
    const own = times.slice(pointer[user], pointer[user + 1]).sort();
    for (let at = 0; at < own.length; at++)
      if (own[at] === own[at - 1] || own[at] === own[at + 1]) tied += 1;
  }
  return tied;
}

/** Share of the pairs that the most popular items hold. */
function longTail(perItem: Int32Array, pairs: number): Summary['longTail'] {
  const sorted = perItem.slice().sort().reverse();
  return tailShares.map((share) => {
    const top = sorted.subarray(0, Math.max(1, Math.round(share * sorted.length)));
    return { share, interactions: top.reduce((sum, count) => sum + count, 0) / pairs };
  });
}

/** Counts by powers of two: 1, 2-3, 4-7, ... */
function histogram(counts: Int32Array): { edges: number[]; counts: number[] } {
  const most = counts.reduce((max, count) => Math.max(max, count), 1);
  const bins = Math.floor(Math.log2(most)) + 1;
  const filled = new Array<number>(bins).fill(0);
  for (const count of counts) filled[Math.floor(Math.log2(count))]! += 1;
  return { edges: Array.from({ length: bins + 1 }, (_, bin) => 2 ** bin), counts: filled };
}

/** Events used by equal spans of whole days; events far before the rest share the first bar. */
async function activity(
  { time }: Events,
  { kept, used }: Kept,
  pace: Pace,
): Promise<Summary['activity']> {
  const times = new Float64Array(used);
  let [count, end] = [0, -Infinity];
  await inChunks(time.length, pace, (from, to) => {
    for (let e = from; e < to; e++) {
      if (!kept[e]) continue;
      times[count++] = time[e]!;
      end = Math.max(end, time[e]!);
    }
  });
  const start = select(times, Math.floor(used / 1000));
  const days = Math.max(1, Math.ceil((end - start + 1) / dayMilliseconds / mostBars));
  const span = days * dayMilliseconds;
  const origin = Math.floor(start / dayMilliseconds) * dayMilliseconds;
  const bars = new Array<number>(Math.floor((end - origin) / span) + 1).fill(0);
  await inChunks(used, pace, (from, to) => {
    for (let at = from; at < to; at++)
      bars[Math.max(0, Math.floor((times[at]! - origin) / span))]! += 1;
  });
  return bars.map((events, bar) => ({
    from: new Date(origin + bar * span).toISOString().slice(0, 10),
    events,
  }));
}
