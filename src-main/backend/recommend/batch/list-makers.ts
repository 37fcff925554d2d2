import type { UserInput } from '#shared/engine/recommend.ts';
import type { RecommenderChoice } from '#shared/model/cells/recommend.ts';
import { lookedDeep, type Scored } from '#shared/recommenders/fold-in/own-list.ts';
import { descriptorOf } from '#shared/recommenders/index.ts';
import type { EngineClient } from '../../engines/index.ts';
import { hadOf, rowsOfUsers, type Prepared } from '../interactions/index.ts';
import { ownList } from '../user/fallback.ts';
import type { ListSource } from './list-table.ts';

/** The recommender and the fallback as the engine knows them. */
export type Models = { own: string; popular: string; algorithm: RecommenderChoice };

export type ListRules = { top: number; seen: boolean; exclude: Int32Array };

export type MadeList = Scored & { source: ListSource };

type Asking = { client: EngineClient; prepared: Prepared; models: Models; rules: ListRules };

/** Lists of users the recommender learnt from, in their order; of what is popular for those it says nothing of. */
export function listsOfKnown(asking: Asking, users: Int32Array): Promise<MadeList[]> {
  const { client, prepared, rules } = asking;
  const rank = async (model: string, top: number, chosen: readonly number[]): Promise<Scored[]> => {
    const numbers = Int32Array.from(chosen, (at) => users[at]!);
    const ranked = await client.request('recommend.rank', {
      ...{ ...rules, model, top, users: numbers, candidates: null, tieSeed: null },
      had: rowsOfUsers(numbers, (user) => hadOf(prepared, user)),
      relevant: {
        pointer: new Int32Array(numbers.length + 1),
        index: new Int32Array(0),
        value: new Float32Array(0),
      },
    });
    return split(ranked, top, numbers.length);
  };
  return make(asking, users.length, {
    rank,
    source: () => 'fitted',
    served: () => true,
    segmentOf: (at) => prepared.learn.segments?.[users[at]!] ?? null,
  });
}

/** A person as described; `isUpdated` where new events are part of it. */
export type Described = { input: UserInput; isUpdated: boolean };

/** Lists of people as described, by fold-in; of what is popular for those of whom too little is known. */
export function listsOfOthers(asking: Asking, people: readonly Described[]): Promise<MadeList[]> {
  const { type } = asking.models.algorithm;
  const servesByFeatures = type !== 'hybrid' && descriptorOf(type).servesByFeatures === true;
  return make(asking, people.length, {
    rank: async (model, top, chosen) => {
      const users = chosen.map((at) => people[at]!.input);
      const asked = { ...asking.rules, model, top, users };
      return split(await asking.client.request('recommend.topEach', asked), top, users.length);
    },
    source: (at) => (people[at]!.isUpdated ? 'updated' : 'foldedIn'),
    // Without a history only attributes can tell people apart.
    served: (at) => {
      const { items, features } = people[at]!.input;
      return items.length > 0 || (servesByFeatures && features !== null);
    },
    segmentOf: (at) => people[at]!.input.segment,
  });
}

type Maker = {
  rank(model: string, top: number, chosen: readonly number[]): Promise<Scored[]>;
  source(at: number): ListSource;
  served(at: number): boolean;
  segmentOf(at: number): number | null;
};

async function make(
  { prepared, models, rules }: Asking,
  count: number,
  { rank, source, served, segmentOf }: Maker,
): Promise<MadeList[]> {
  const lists = new Array<MadeList | undefined>(count);
  const all = [...lists.keys()];
  const asked = all.filter(served);
  const { type } = models.algorithm;
  if (asked.length > 0) {
    const scored = await rank(models.own, Math.max(lookedDeep, rules.top), asked);
    asked.forEach((at, place) => {
      const own = ownList(type, scored[place]!);
      if (own !== null) lists[at] = { ...shortened(own, rules.top), source: source(at) };
    });
  }
  const silent = all.filter((at) => lists[at] === undefined);
  if (silent.length > 0) {
    const popular = await rank(models.popular, rules.top, silent);
    silent.forEach((at, place) => {
      const bySegment = prepared.learn.segments !== null && (segmentOf(at) ?? -1) >= 0;
      lists[at] = { ...popular[place]!, source: bySegment ? 'segment' : 'popular' };
    });
  }
  return lists.filter((list) => list !== undefined);
}

function shortened({ items, scores }: Scored, top: number): Scored {
  return { items: items.subarray(0, top), scores: scores.subarray(0, top) };
}

/** One list a person, without the places that stayed empty. */
function split(
  { top: items, topScores }: { top: Int32Array; topScores: Float32Array },
  top: number,
  count: number,
): Scored[] {
  return Array.from({ length: count }, (_, at) => {
    const own = items.subarray(at * top, (at + 1) * top);
    const end = own.indexOf(-1);
    const filled = end < 0 ? own : own.subarray(0, end);
    return { items: filled, scores: topScores.subarray(at * top, at * top + filled.length) };
  });
}
