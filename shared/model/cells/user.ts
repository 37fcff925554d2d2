import { z } from 'zod';
import { intentVocabulary, liveIntent } from './intent.ts';
import { recommenderChoice } from './recommend.ts';
import { cellValue, column } from '../table.ts';
import type { CellKindDefinition } from './value-type.ts';

export const itemCard = z.object({
  item: z.number().int(),
  id: z.string(),
  title: z.string(),
  category: z.string().nullable(),
  price: z.number().nullable(),
  /** Users who have it in the training part. */
  users: z.number().int(),
});
export type ItemCard = z.infer<typeof itemCard>;

export const userHit = z.object({
  user: z.number().int(),
  id: z.string(),
  segment: z.string().nullable(),
  interactions: z.number().int(),
  /** Held-out items. */
  later: z.number().int(),
  /** Events since the recommenders learnt. */
  fresh: z.number().int(),
});
export type UserHit = z.infer<typeof userHit>;

const attribute = z.object({ name: z.string(), value: cellValue });
export type Attribute = z.infer<typeof attribute>;

/** A learnt or held-out pair of the user: the item, its summed weight, and when and how often. */
export const historyEntry = z.object({
  item: itemCard,
  weight: z.number(),
  /** Latest event as ISO text. */
  time: z.string().nullable(),
  events: z.number().int(),
  /** Those of them that recommenders did not learn from. */
  fresh: z.number().int(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** A change tried on the user: nothing is stored. */
export const whatIf = z.object({
  add: z.array(z.number().int()).default([]),
  remove: z.array(z.number().int()).default([]),
  attributes: z.array(attribute).default([]),
});
export type WhatIf = z.infer<typeof whatIf>;

/** A user by id, changed or not; null (or an id nobody has) for a person of whom only the change is known. */
const who = z.object({ user: z.string().nullable(), whatIf: whatIf.prefault({}) });
const person = z.object({ user: z.string() });

/** Taken instead of a recommender's own list where it knows nothing of the person. */
const fallback = z.enum(['popular', 'segment']).nullable();

const listEntry = z.object({
  item: z.number().int(),
  score: z.number(),
  later: z.boolean(),
  /** Rank from 1 before the change; null where it was deeper than looked, or nothing is changed. */
  before: z.number().int().nullable(),
});
export type ListEntry = z.infer<typeof listEntry>;

const list = z.object({
  entries: z.array(listEntry),
  /** All items looked at, best first: ranks beyond the shown ones. */
  ranked: z.array(z.number().int()),
  fallback,
  /** Shown items that the change took out of the list, and where they are now. */
  gone: z.array(
    z.object({
      item: z.number().int(),
      before: z.number().int(),
      now: z.number().int().nullable(),
    }),
  ),
  /**
   * Of the list as fitted, how many items the unchanged user gets when treated as new (fold-in): what a change can be
   * trusted to show. Null where nothing is changed.
   */
  foldIn: z.object({ same: z.number().int(), of: z.number().int() }).nullable(),
});
export type RecommendedList = z.infer<typeof list>;

/** One reason for a score, with everything needed to show and follow it. */
const reason = z.object({
  type: z.enum([
    'history',
    'neighbour',
    'friend',
    'userFeature',
    'itemFeature',
    'popularity',
    'embedding',
  ]),
  amount: z.number(),
  item: itemCard.nullable(),
  /** Events behind a history item; 0 for one tried out. */
  events: z.number().int().nullable(),
  /** Those of them that the recommenders did not learn from, which have no rows to show. */
  fresh: z.number().int().nullable(),
  person: userHit.nullable(),
  /** Items this person has in common with the user. */
  common: z.number().int().nullable(),
  feature: z.string().nullable(),
});
export type Reason = z.infer<typeof reason>;

export const user = {
  kind: 'user',
  version: 1,
  settings: z.object({
    /** Id of the user on screen; null asks for one. */
    user: z.string().nullable().default(null),
    top: z.number().int().min(1).max(100).default(10),
    /** Leave out what the user already has. */
    seen: z.boolean().default(true),
    /** Categories never recommended. */
    withoutCategories: z.array(z.string()).default([]),
  }),
  output: z.object({
    users: z.number().int(),
    items: z.number().int(),
    /** In the order of the inputs, whose cells name them. */
    recommenders: z.array(recommenderChoice),
    segments: z.array(z.string()),
    /** Users with held-out items. */
    testUsers: z.number().int(),
    categories: z.array(z.string()),
    /** Users whom the connected new events concern. */
    freshUsers: z.number().int().default(0),
    /** How the held-out part was cut off, and when, as ISO text. */
    split: z.enum(['time', 'last', 'random', 'given', 'none']),
    cut: z.string().nullable(),
    /** What can be typed in to foretell a purchase, where a Purchase intent cell is connected. */
    intent: intentVocabulary.nullable().default(null),
    synthetic: z.boolean(),
  }),
  produces: null,
  slots: [
    { name: 'recommenders', accepts: ['recommender'], many: true, optional: false },
    { name: 'updates', accepts: ['updates'], many: false, optional: true },
    { name: 'intent', accepts: ['intent'], many: false, optional: true },
  ],
  cost: 'cheap',
  unaddressed: ['user', 'top', 'seen', 'withoutCategories'],
  queries: {
    /** How likely a session of the user is to end in a purchase, event by event; bad_request where no cell foretells it. */
    live: liveIntent,
    /** By parts of the id or of attributes; `order` picks who comes first. */
    search: {
      input: z.object({
        text: z.string().default(''),
        segment: z.string().nullable().default(null),
        /**
         * `failing`: test users whose held-out items the recommender ranks worst; `fresh`: whom new events concern.
         */
        order: z.enum(['id', 'most', 'fewest', 'random', 'failing', 'fresh']).default('most'),
        recommender: z.number().int().min(0).default(0),
        seed: z.number().int().default(1),
        limit: z.number().int().min(1).max(500).default(50),
      }),
      output: z.object({
        total: z.number().int(),
        users: z.array(
          userHit.extend({
            /** The attribute the text was found in. */
            matched: attribute.nullable(),
            /** For `failing`: mean share of the catalogue ranked before a held-out item. */
            missedBy: z.number().nullable(),
          }),
        ),
      }),
    },
    person: {
      input: person,
      output: userHit
        .extend({
          attributes: z.array(attribute),
          history: z.array(historyEntry),
          /** Held-out items, had later; empty where nothing is held out. */
          later: z.array(historyEntry),
          friends: z.array(userHit.extend({ common: z.number().int() })),
          taste: z.object({
            /** Shares of the user's and of everyone's pairs. */
            categories: z.array(
              z.object({ name: z.string(), own: z.number(), everyone: z.number() }),
            ),
            /** Words of titles, where there are no categories. */
            words: z.array(z.object({ name: z.string(), own: z.number(), everyone: z.number() })),
            /** Median price of what is had. */
            price: z.object({ own: z.number(), everyone: z.number() }).nullable(),
          }),
        })
        .nullable(),
    },
    lists: {
      input: who.extend({
        top: z.number().int().min(1).max(100),
        seen: z.boolean(),
        withoutCategories: z.array(z.string()),
        /** Also makes ready what the first change will be held against. */
        ahead: z.boolean().default(false),
      }),
      output: z.object({
        lists: z.array(list),
        /** Every item named above. */
        cards: z.array(itemCard),
        /** Items that could not be recommended, and why. */
        leftOut: z.object({
          seen: z.number().int(),
          /** Of the seen those that count for nothing: disliked, given back. */
          unlearnt: z.number().int(),
          categories: z.number().int(),
        }),
        candidates: z.number().int(),
        milliseconds: z.number(),
      }),
    },
    explain: {
      input: who.extend({
        recommender: z.number().int().min(0),
        item: z.number().int().min(0),
        /** Explain the fallback instead of the recommender. */
        fallback: z.boolean().default(false),
      }),
      output: z.object({
        item: itemCard,
        score: z.number(),
        /** True where the reasons add up to the score by construction. */
        exact: z.boolean(),
        reasons: z.array(reason),
        /** For inexact ones: the score, by fold-in, with all of the history and without its strongest item. */
        withoutStrongest: z
          .object({ item: itemCard, before: z.number(), after: z.number() })
          .nullable(),
        milliseconds: z.number(),
      }),
    },
    similar: {
      input: who.extend({
        recommender: z.number().int().min(0),
        top: z.number().int().min(1).max(50),
      }),
      output: z.array(userHit.extend({ similarity: z.number(), common: z.number().int() })),
    },
    items: {
      input: z.object({ text: z.string(), limit: z.number().int().min(1).max(100) }),
      output: z.object({ total: z.number().int(), items: z.array(itemCard) }),
    },
    /** What can be said of a person: the attributes recommenders or segments use, and their values. */
    attributes: {
      input: z.object({}),
      output: z.array(
        z.object({
          name: z.string(),
          /** Most frequent first; null for numbers. */
          values: z.array(z.string()).nullable(),
          low: z.number().nullable(),
          high: z.number().nullable(),
          segment: z.boolean(),
        }),
      ),
    },
    /** Event rows of a user, of an item, or of both. */
    rows: {
      input: z.object({
        user: z.string().nullable(),
        item: z.number().int().nullable(),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
      output: z.object({
        total: z.number().int(),
        columns: z.array(column),
        numbers: z.array(z.number().int()),
        rows: z.array(z.array(cellValue)),
      }),
    },
  },
} as const satisfies CellKindDefinition;
export type UserOutput = z.infer<typeof user.output>;
export type UserSettings = z.infer<typeof user.settings>;
type Answer<Q extends keyof typeof user.queries> = z.infer<(typeof user.queries)[Q]['output']>;
export type SearchAnswer = Answer<'search'>;
export type PersonAnswer = NonNullable<Answer<'person'>>;
export type ListsAnswer = Answer<'lists'>;
export type ExplainAnswer = Answer<'explain'>;
export type AttributeChoice = Answer<'attributes'>[number];
