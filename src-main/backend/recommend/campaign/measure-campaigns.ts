import { PortraitError } from '#shared/errors/index.ts';
import type {
  CampaignList,
  CampaignOutput,
  CampaignSettings,
  MeasuredCampaign,
} from '#shared/model/cells/campaign.ts';
import { createRandom, deriveSeed } from '#shared/random/index.ts';
import { affordable, plainPopular, rankUsers } from '../compare/index.ts';
import type { ModelRef, Recommending } from '../fit/index.ts';
import { categoriesOf, type Prepared } from '../interactions/index.ts';
import { estimatesOf } from './estimates.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { popularOrder, sharedLists } from './shared-list.ts';

/** A campaign with the users it is for: 1 for each of them. */
export type AskedCampaign = Pick<MeasuredCampaign, 'name' | 'segments' | 'list'> & {
  member: Float64Array;
};

export type CampaignContext = {
  recommending: Recommending;
  prepared: Prepared;
  settings: CampaignSettings;
  seed: number;
  signal: AbortSignal;
  pace(): Promise<void>;
  told(report: { stage: 'ranking'; done: number; total: number; unit: 'users' }): void;
};

/**
 * What the people of each campaign took, in the held-out time span, of what they would have been shown.
 * @throws campaign_no_time, compare_no_test, campaign_no_recommender, campaign_unknown, cancelled, engine_*
 */
export async function measureCampaigns(
  asked: readonly AskedCampaign[],
  models: readonly ModelRef[],
  data: string,
  context: CampaignContext,
): Promise<CampaignOutput> {
  const { prepared, settings } = context;
  const { split, test } = prepared;
  if (split !== 'time' && split !== 'given') throw new PortraitError('campaign_no_time');
  if (test.index.length === 0) throw new PortraitError('compare_no_test');
  const lists = new ListOutcomes(models, data, asked.length + 1, context);
  const popular = await lists.of({ type: 'popular' });
  const users = prepared.userIds.length;
  const resamples = affordable(settings.resamples, 6 * users);
  const active = Uint8Array.from({ length: users }, (_, user) =>
    test.pointer[user + 1]! > test.pointer[user]! ? 1 : 0,
  );
  const campaigns: MeasuredCampaign[] = [];
  for (const { member, ...told } of asked) {
    const own = await lists.of(told.list);
    const { list } = told;
    const sampling = { resamples, pace: context.pace };
    // The same draws for every campaign, so that two of them can be held side by side.
    const random = createRandom(deriveSeed(context.seed, 'bootstrap'));
    campaigns.push({
      ...told,
      algorithm: list.type === 'recommender' ? (models[list.input]?.algorithm ?? null) : null,
      reach: count(member, () => 1),
      active: count(member, (user) => active[user]!),
      shown: count(member, (user) => own.shown[user]!),
      ...(await estimatesOf(member, own, popular, settings, { ...sampling, random })),
    });
  }
  return {
    campaigns,
    protocol: {
      split,
      cut: prepared.cut === null ? null : new Date(prepared.cut).toISOString(),
      until: prepared.timed ? new Date(latest(prepared.testTime)).toISOString() : null,
      ...{ users, items: prepared.learn.items },
      testUsers: active.reduce((sum, one) => sum + one, 0),
      testPairs: test.index.length,
      ...{ k: settings.k, seenRemoved: settings.seen, resamples },
      ...{ priced: prepared.prices !== null, synthetic: prepared.synthetic },
    },
  };
}

/** What users took of each list, each ranked once. */
class ListOutcomes {
  readonly #known = new Map<string, Outcome>();
  readonly #models: readonly ModelRef[];
  readonly #data: string;
  readonly #lists: number;
  readonly #context: CampaignContext;
  #ranked = 0;

  constructor(models: readonly ModelRef[], data: string, lists: number, context: CampaignContext) {
    this.#models = models;
    this.#data = data;
    this.#lists = lists;
    this.#context = context;
  }

  async of(list: CampaignList): Promise<Outcome> {
    const key = JSON.stringify(list);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { prepared, settings } = this.#context;
    const top = await this.#top(list);
    const outcome = await outcomeOf(prepared, top, settings.k, this.#context.pace);
    this.#ranked += 1;
    this.#known.set(key, outcome);
    return outcome;
  }

  async #top(list: CampaignList): Promise<Int32Array> {
    const { prepared, settings, pace } = this.#context;
    switch (list.type) {
      case 'popular':
        return this.#rank(plainPopular(this.#data));
      case 'recommender': {
        const model = this.#models[list.input];
        if (model === undefined)
          throw new PortraitError('campaign_no_recommender', { number: list.input + 1 });
        return this.#rank(model);
      }
      case 'category': {
        const own = itemsOfCategory(prepared, list.category);
        if (own.size === 0) throw new PortraitError('campaign_unknown', { what: list.category });
        return sharedLists(
          prepared,
          popularOrder(prepared, (item) => own.has(item)),
          settings,
          pace,
        );
      }
      case 'items': {
        const places = new Map(prepared.itemIds.map((id, item) => [id, item]));
        const items = list.items.map((id) => {
          const item = places.get(id);
          if (item === undefined) throw new PortraitError('campaign_unknown', { what: id });
          return item;
        });
        return sharedLists(prepared, [...new Set(items)], settings, pace);
      }
    }
  }

  /** The lists of everyone who was learnt from, also of those of whom nothing is held out. */
  async #rank(model: ModelRef): Promise<Int32Array> {
    const { prepared, settings, recommending, seed, signal, told } = this.#context;
    const users = Int32Array.from(prepared.userIds.keys());
    const total = this.#lists * users.length;
    const ranked = await recommending.ask([model], (client) =>
      rankUsers(
        client,
        model.id,
        { users, relevant: prepared.test, time: null },
        {
          ...{ top: settings.k, seen: settings.seen, candidates: null, had: prepared.had, signal },
          tieSeed: deriveSeed(seed, 'ties'),
          told: (done) =>
            told({
              ...{ stage: 'ranking', total, unit: 'users' },
              done: this.#ranked * users.length + done,
            }),
        },
      ),
    );
    return ranked.top;
  }
}

function itemsOfCategory(prepared: Prepared, category: string): Set<number> {
  const items = Array.from(prepared.itemIds.keys());
  return new Set(items.filter((item) => categoriesOf(prepared, item).includes(category)));
}

function count(member: Float64Array, of: (user: number) => number): number {
  return member.reduce((sum, one, user) => sum + one * of(user), 0);
}

function latest(times: Float64Array): number {
  return times.reduce((last, time) => Math.max(last, time), -Infinity);
}
