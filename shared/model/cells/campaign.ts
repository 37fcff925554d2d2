import { z } from 'zod';
import { estimate } from '../results/metrics.ts';
import { recommenderChoice } from './recommend.ts';
import type { CellKindDefinition } from './value-type.ts';

/** What the people of a campaign are shown. */
export const campaignList = z.discriminatedUnion('type', [
  z.object({ type: z.literal('popular') }),
  /** By the connected recommender of this number, counted from 0. */
  z.object({ type: z.literal('recommender'), input: z.number().int().min(0) }),
  /** The most popular items of one category: a rule. */
  z.object({ type: z.literal('category'), category: z.string() }),
  /** The same items for everyone, by id, in this order. */
  z.object({ type: z.literal('items'), items: z.array(z.string()) }),
]);
export type CampaignList = z.infer<typeof campaignList>;

const planned = z.object({
  /** As somebody named it; empty where it goes by whom it is for and what they are shown. */
  name: z.string().max(80).default(''),
  /** What the segments go by (see segmentKeys); none stands for everyone. */
  segments: z.array(z.string()).default([]),
  list: campaignList,
});
export type PlannedCampaign = z.infer<typeof planned>;

/** A sum over the people of a campaign and what it is for one of them; 95% bootstrap intervals over users. */
const perPerson = z.object({ each: estimate, total: estimate });

export const measuredCampaign = z.object({
  name: z.string(),
  segments: z.array(z.string()),
  list: campaignList,
  /** Of the recommender; null for other lists. */
  algorithm: recommenderChoice.nullable(),
  /** People it is for. */
  reach: z.number().int(),
  /** Those of them of whom anything is held out: they took something new in the time span. */
  active: z.number().int(),
  /** Items shown to them in all: lists are shorter where less is left to show. */
  shown: z.number().int(),
  /** Share of the people who took something of their list. */
  responders: estimate,
  /** Items taken of what was shown. */
  purchases: perPerson,
  /** Items taken of the list less those taken of the most popular one, by the same people. */
  overPopular: perPerson,
  /** The same list for these people less for as many drawn at random among everyone. */
  overRandom: perPerson,
  /** In the unit of the prices; null without prices. */
  money: z.object({ revenue: perPerson, cost: z.number(), profit: perPerson }).nullable(),
});
export type MeasuredCampaign = z.infer<typeof measuredCampaign>;

/**
 * Measures campaigns (whom, and what they are shown) on the held-out time span. It tells what people took by themselves of
 * what they would have been shown: a forecast of interest, not of what showing it brings about.
 */
export const campaign = {
  kind: 'campaign',
  version: 1,
  settings: z.object({
    campaigns: z.array(planned).max(40).default([]),
    /** Items shown to each. */
    k: z.number().int().min(1).max(1000).default(10),
    /** Whether items somebody had already are left out of their list. */
    seen: z.boolean().default(true),
    /** Of reaching one of them, in the unit of the prices. */
    contactCost: z.number().min(0).default(0),
    /** What stays of a price. */
    margin: z.number().min(0).max(1).default(1),
    resamples: z.number().int().min(100).max(10_000).default(1000),
  }),
  output: z.object({
    campaigns: z.array(measuredCampaign),
    protocol: z.object({
      split: z.enum(['time', 'given']),
      /** End of what was learnt and of what was held out; null where it is not known. */
      cut: z.string().nullable(),
      until: z.string().nullable(),
      users: z.number().int(),
      items: z.number().int(),
      testUsers: z.number().int(),
      testPairs: z.number().int(),
      k: z.number().int(),
      seenRemoved: z.boolean(),
      resamples: z.number().int(),
      priced: z.boolean(),
      synthetic: z.boolean(),
    }),
  }),
  produces: null,
  slots: [
    { name: 'recommenders', accepts: ['recommender'], many: true, optional: false },
    { name: 'profile', accepts: ['profile'], many: false, optional: true, connects: true },
  ],
  cost: 'heavy',
  usesSeed: true,
  isUnset: ({ campaigns }: { campaigns: readonly unknown[] }) => campaigns.length === 0,
  queries: {},
} as const satisfies CellKindDefinition;
export type CampaignSettings = z.infer<typeof campaign.settings>;
export type CampaignOutput = z.infer<typeof campaign.output>;
