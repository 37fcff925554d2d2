import { PortraitError } from '#shared/errors/index.ts';
import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import { coreOf } from '../k-core.ts';
import { inChunks, type Pace } from '../chunks.ts';
import type { Events } from './events.ts';
import { eachPair, type PairOrder } from './pair-order.ts';
import { sumPairs } from './pairs.ts';

/** 1 for events that stay, and why the others do not. */
export type Kept = {
  kept: Uint8Array;
  used: number;
  repeated: number;
  rare: number;
  rareUsers: number;
  rareItems: number;
};

/** Drops repetitions where they count once, then the events of users and items outside the core. Throws interactions_empty. */
export async function keepEvents(
  events: Events,
  pairs: PairOrder,
  settings: InteractionsSettings,
  pace: Pace,
): Promise<Kept> {
  const { minimumPerUser, minimumPerItem } = settings;
  const kept = new Uint8Array(events.user.length).fill(1);
  const repeated = settings.repeated === 'once' ? await dropRepeated(events, pairs, kept, pace) : 0;
  const none = { kept, repeated, rare: 0, rareUsers: 0, rareItems: 0 };
  if (minimumPerUser <= 1 && minimumPerItem <= 1) return { ...none, used: kept.length - repeated };
  const all = { chosen: (e: number) => kept[e] === 1, halfLifeDays: null, value: settings.value };
  const { rows } = await sumPairs(events, pairs, all, pace);
  const least = { perUser: minimumPerUser, perItem: minimumPerItem };
  const core = await coreOf(rows, events.items.ids.length, least, pace);
  let [used, rare] = [0, 0];
  await inChunks(kept.length, pace, (from, to) => {
    for (let e = from; e < to; e++) {
      if (!kept[e]) continue;
      kept[e] = core.users[events.user[e]!]! & core.items[events.item[e]!]!;
      if (kept[e]) used += 1;
      else rare += 1;
    }
  });
  if (used === 0) throw new PortraitError('interactions_empty', { step: 'the minimum counts' });
  return { ...none, used, rare, rareUsers: zeros(core.users), rareItems: zeros(core.items) };
}

/** Of events of one pair alike in time and weight the first stays. */
async function dropRepeated(
  events: Events,
  pairs: PairOrder,
  kept: Uint8Array,
  pace: Pace,
): Promise<number> {
  let dropped = 0;
  await eachPair(events, pairs, pace, {
    pair(from, to) {
      if (to - from < 2) return;
      const seen = new Set<string>();
      for (let at = from; at < to; at++) {
        const e = pairs.order[at]!;
        const key = `${events.time[e]!}:${events.weight[e]!}`;
        if (seen.has(key)) {
          kept[e] = 0;
          dropped += 1;
        }
        seen.add(key);
      }
    },
  });
  return dropped;
}

function zeros(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + (flag === 0 ? 1 : 0), 0);
}
