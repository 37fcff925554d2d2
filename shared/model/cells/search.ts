import { resultAddress } from '../ids.ts';
import { z } from 'zod';
import { partWeights, searchLists, searchPart } from '../../search/score-parts.ts';
import { estimate } from '../results/metrics.ts';
import { recommenderChoice } from './recommend.ts';
import { userHit } from './user.ts';
import type { CellKindDefinition } from './value-type.ts';

const columnName = z.string().nullable().default(null);
const count = z.number().int();

/** An item of the catalogue, known by its place there. */
export const searchCard = z.object({
  item: count,
  id: z.string(),
  title: z.string(),
  category: z.string().nullable(),
  /** Users who have it in what was learnt; null where there are no interactions. */
  users: count.nullable(),
  /** What each typed word gives its BM25, and the sum. */
  words: z.array(
    z.object({
      typed: z.string(),
      word: z.string(),
      how: z.enum(['exact', 'beginning', 'slip', 'part']),
      amount: z.number(),
    }),
  ),
  bm25: z.number(),
});
export type SearchCard = z.infer<typeof searchCard>;

const entry = z.object({
  item: count,
  /** Sum of the amounts. */
  score: z.number(),
  /** Of each part of the list, in their order: its value, and weight times value. */
  values: z.array(z.number()),
  amounts: z.array(z.number()),
  /** Rank from 1 for the other user; null where it is not compared. */
  other: count.nullable(),
});
export type SearchEntry = z.infer<typeof entry>;

/** Means over searches. */
const measured = z.object({
  searches: count,
  ndcg: estimate,
  mrr: estimate,
  /** Share whose chosen item is among the first ten. */
  hits: z.number().nullable(),
});
const listName = z.enum(searchLists);
const perList = <T extends z.ZodType>(value: T) => z.partialRecord(listName, value);

export const search = {
  kind: 'search',
  version: 1,
  settings: z.object({
    /** Columns of a catalogue that is a table; null takes what the names suggest. */
    columns: z
      .object({
        id: columnName,
        title: columnName,
        category: columnName,
        /** Further columns that are searched; null takes every other one of text. */
        text: z.array(z.string()).nullable().default(null),
      })
      .prefault({}),
    /** Columns of the log of searches. */
    log: z
      .object({ user: columnName, query: columnName, item: columnName, time: columnName })
      .prefault({}),
    /** Of the searches after what recommenders learnt, the latest share is the test; the others teach the weights. */
    test: z.number().min(0.1).max(0.9).default(0.5),
    halfLifeDays: z.number().positive().max(10_000).default(30),
    /** What each part counts; null learns it from the log. */
    weights: partWeights.nullable().default(null),
    /** On screen: the person, another beside, the query, and how many places. */
    user: columnName,
    other: columnName,
    query: z.string().max(200).default(''),
    top: z.number().int().min(5).max(50).default(10),
  }),
  output: z.object({
    /** Blob of the index. */
    index: z.string(),
    items: count,
    /** Different words. */
    words: count,
    /** Rows of the catalogue without an id, or with that of an earlier row. */
    leftOut: count,
    columns: z.object({
      id: z.string(),
      title: z.string().nullable(),
      category: z.string().nullable(),
      text: z.array(z.string()),
    }),
    /** Result of the interactions whose users search; null where there are none. */
    interactions: z.string().nullable(),
    recommender: z
      .object({ address: resultAddress, algorithm: recommenderChoice, name: z.string() })
      .nullable(),
    /** Days in which recency halves. */
    halfLifeDays: z.number(),
    users: count,
    /** Items of the catalogue that the interactions know. */
    known: count,
    lists: z.array(listName),
    /** Parts that say something here. */
    parts: z.array(searchPart),
    weights: perList(partWeights),
    learned: z.boolean(),
    /** What people type most, for a start. */
    examples: z.array(z.string()),
    log: z
      .object({
        columns: z.object({
          user: z.string().nullable(),
          query: z.string(),
          item: z.string().nullable(),
          time: z.string().nullable(),
        }),
        rows: count,
        searches: count,
        /** Searches without a chosen item of the catalogue: they say what is typed and no more. */
        unanswered: count,
        /** Those that teach the weights, and from when, as ISO text; those that test, and from when. */
        teach: z.object({ searches: count, from: z.string().nullable() }),
        test: z.object({ searches: count, measured: count, from: z.string().nullable() }),
        /** Before the recommenders' cut: left to them. */
        before: count,
        /** Interactions not cut by time may hold what is to be foretold. */
        overlaps: z.boolean(),
      })
      .nullable(),
    evaluation: z
      .object({
        all: perList(measured),
        /** Queries that make up half of what is typed before the test, and all others. */
        head: perList(measured),
        tail: perList(measured),
        headQueries: count,
        /** Share of test searches that find nothing with words as typed, and with beginnings and slips read. */
        nothing: z.object({ exact: z.number(), read: z.number() }),
        /** Of every two lists the mean difference of NDCG, and p of the paired randomisation test, Holm-adjusted. */
        tests: z.array(z.object({ a: listName, b: listName, difference: estimate, p: z.number() })),
        /** What a ranking that knew everybody's intent would reach, where the log is of the sample shop. */
        best: z.number().nullable(),
      })
      .nullable(),
    synthetic: z.boolean(),
    seconds: z.number(),
  }),
  produces: null,
  slots: [
    { name: 'catalogue', accepts: ['table', 'interactions'], many: false, optional: false },
    { name: 'interactions', accepts: ['interactions'], many: false, optional: true },
    { name: 'recommender', accepts: ['recommender'], many: false, optional: true, connects: true },
    { name: 'log', accepts: ['table'], many: false, optional: true },
  ],
  cost: 'cheap',
  usesSeed: true,
  usesInputNames: true,
  unaddressed: ['user', 'other', 'query', 'top'],
  queries: {
    search: {
      input: z.object({
        text: z.string().max(200),
        user: z.string().nullable(),
        other: z.string().nullable(),
        top: z.number().int().min(1).max(100),
      }),
      output: z.object({
        lists: z.array(z.object({ list: listName, entries: z.array(entry) })),
        cards: z.array(searchCard),
        /** Items found. */
        found: count,
        /** How each typed word was read; empty where nothing is like it. */
        words: z.array(
          z.object({
            typed: z.string(),
            read: z.array(z.string()),
            how: searchCard.shape.words.element.shape.how.nullable(),
          }),
        ),
        /** Whether the person is known to the interactions. */
        knowsUser: z.boolean(),
        knowsOther: z.boolean(),
        /** To find and rank; the recommender is asked once a person. */
        milliseconds: z.number(),
      }),
    },
    complete: {
      input: z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }),
      output: z.array(z.object({ query: z.string(), searches: count.nullable() })),
    },
    users: {
      input: z.object({ text: z.string(), limit: z.number().int().min(1).max(200) }),
      output: z.object({ total: count, users: z.array(userHit) }),
    },
  },
} as const satisfies CellKindDefinition;
export type SearchSettings = z.infer<typeof search.settings>;
export type SearchOutput = z.infer<typeof search.output>;
type Queries = typeof search.queries;
export type SearchAnswer = z.infer<Queries['search']['output']>;
export type FoundUsers = z.infer<Queries['users']['output']>;
