import { z } from 'zod';
import { timeDecision, timeFormat } from '../../values/time/format.ts';
import type { CellKindDefinition } from './value-type.ts';

const columnName = z.string().nullable().default(null);

export const pairValueMode = z.enum(['binary', 'sum', 'log', 'latest']);
export type PairValueMode = z.infer<typeof pairValueMode>;

/** How the ids of a table beside the events are told to be those of the events: letter by letter where nothing is set. */
export const keyRule = z.object({
  /** Spaces at the ends and repeated ones make no difference. */
  spaces: z.boolean().default(false),
  /** Nor do width and composition of characters (Unicode NFKC) and marks that cannot be seen. */
  unicode: z.boolean().default(false),
  /** Nor do capital letters. */
  case: z.boolean().default(false),
  /** Whole numbers go by value: 0001, 1 and 1.0 are one. */
  number: z.boolean().default(false),
  /** What ids begin with in the table, or in the events, and not on the other side. */
  tablePrefix: z.string().default(''),
  eventPrefix: z.string().default(''),
});
export type KeyRule = z.infer<typeof keyRule>;

/** How many ids two tables share, each counted once, with a few of those the other has not. */
export const keyMatch = z.object({
  column: z.string(),
  events: z.object({
    ids: z.number().int(),
    found: z.number().int(),
    missing: z.array(z.string()),
  }),
  table: z.object({ ids: z.number().int(), found: z.number().int(), missing: z.array(z.string()) }),
  /** What would find more, told from the ids themselves; null where nothing would, or nothing has to. */
  repair: z
    .object({
      rule: keyRule,
      /** Another column of the table that holds the ids; null to keep this one. */
      column: z.string().nullable(),
      /** Ids of the events found with it, and one with the id of the table it becomes alike to. */
      found: z.number().int(),
      example: z.object({ event: z.string(), table: z.string() }),
      /** No two ids of one side become one. */
      safe: z.boolean(),
    })
    .nullable(),
});
export type KeyMatch = z.infer<typeof keyMatch>;

/** How interactions are divided into what recommenders learn from and what they are tested on. */
export const interactionSplit = z.object({
  /**
   * time: everything after one moment is tested; last: each user's latest items; random: a share of each user's; given: a
   * test table beside the events, or the rows that a column says are for the test.
   */
  kind: z.enum(['time', 'last', 'random', 'given', 'none']).default('time'),
  /** Share of events (time, random) held out for the test. */
  test: z.number().min(0).max(0.9).default(0.2),
  /** Items per user held out by `last`. */
  lastItems: z.number().int().min(1).max(100).default(1),
  /** Column that says which part a row is of, where no test table is connected, and its values that mean the test. */
  column: columnName,
  testValues: z.array(z.string()).default([]),
  /** Column of the test rows with the items that their own is to be ranked among, joined by bars, commas or spaces. */
  negatives: columnName,
});

export const interactions = {
  kind: 'interactions',
  version: 4,
  settings: z.object({
    user: columnName,
    item: columnName,
    time: columnName,
    /** How the times are written; null leaves it to the column. */
    timeFormat: timeFormat.nullable().default(null),
    /** Rating, quantity or amount; null counts every event as 1. */
    weight: columnName,
    /** Column that tells browse, search, purchase, rating apart, and what each is worth; kinds not listed count 1. */
    kind: columnName,
    kinds: z.array(z.object({ value: z.string(), weight: z.number().min(0) })).default([]),
    /** Pairs: 1 each however often; the sum of their events; log(1 + sum); or what the latest event says. */
    value: pairValueMode.default('binary'),
    /** Whether events alike in user, item, time and weight count once. */
    repeated: z.enum(['keep', 'once']).default('keep'),
    /** Ratings below this are left out; null keeps all. */
    minimumWeight: z.number().nullable().default(null),
    /** Events that take an earlier one back: a negative weight, or a value of a column that begins with a prefix. */
    returns: z
      .object({
        mode: z.enum(['none', 'subtract', 'ignore']).default('subtract'),
        column: columnName,
        prefix: z.string().default('C'),
      })
      .prefault({}),
    /** Fewest interactions of a user and of an item, applied again until it holds for all (k-core). */
    minimumPerUser: z.number().int().min(1).default(1),
    minimumPerItem: z.number().int().min(1).default(1),
    /** Weight halves every so many days before the last event of the training part; null for no decay. */
    halfLifeDays: z.number().positive().nullable().default(null),
    users: z
      .object({
        key: columnName,
        segment: columnName,
        attributes: z.array(z.string()).nullable().default(null),
        keys: keyRule.prefault({}),
      })
      .prefault({}),
    items: z
      .object({
        key: columnName,
        title: columnName,
        category: columnName,
        price: columnName,
        text: z.array(z.string()).default([]),
        /** Also items of the table that nobody has had: only content, features and popularity can recommend them. */
        untried: z.boolean().default(false),
        keys: keyRule.prefault({}),
      })
      .prefault({}),
    friends: z
      .object({ user: columnName, friend: columnName, keys: keyRule.prefault({}) })
      .prefault({}),
    split: interactionSplit.prefault({}),
  }),
  output: z.object({
    /** Blob of the prepared data: interactions, features, ids and names. */
    data: z.string(),
    users: z.number().int(),
    items: z.number().int(),
    pairs: z.object({ train: z.number().int(), test: z.number().int() }),
    /** Rows read, and of each reason how many were left out; `returned` only where returns are ignored. */
    events: z.object({
      read: z.number().int(),
      used: z.number().int(),
      leftOut: z.object({
        noUser: z.number().int(),
        noItem: z.number().int(),
        noTime: z.number().int(),
        future: z.number().int(),
        notANumber: z.number().int(),
        belowMinimum: z.number().int(),
        /** Their kind, or their weight, is worth 0. */
        worthless: z.number().int(),
        returned: z.number().int(),
        repeated: z.number().int(),
        /** Of users or items with fewer than the minimum count. */
        rare: z.number().int(),
      }),
      /** Events used that take an earlier one back, and pairs of which nothing was left. */
      returns: z.number().int(),
      takenBack: z.number().int(),
    }),
    /** Pairs left out of learning that were had all the same, and are not recommended again. */
    had: z.number().int().default(0),
    rareUsers: z.number().int(),
    rareItems: z.number().int(),
    /** The split made: by time asks for times, and is at random without. */
    split: interactionSplit.shape.kind.unwrap(),
    timed: z.boolean(),
    /** Learnt pairs that happened at the same time as another of the same user, so that their order is not known. */
    tied: z.number().int().default(0),
    /** How the time column was read; null without one. */
    times: timeDecision.nullable().default(null),
    testUsers: z.number().int(),
    /** Held-out pairs that repeat learnt ones: not tested, since what is had is not recommended. */
    repeats: z.number().int().default(0),
    /** Held-out pairs that came with the items they are to be ranked among. */
    withNegatives: z.number().int().default(0),
    density: z.number(),
    /** Where the time cut lies, as ISO text. */
    cut: z.string().nullable(),
    /** Share of the learnt pairs that the most popular so many of the items hold, from 0.1% to all. */
    longTail: z.array(z.object({ share: z.number(), interactions: z.number() })),
    perUser: z.object({ edges: z.array(z.number()), counts: z.array(z.number()) }),
    perItem: z.object({ edges: z.array(z.number()), counts: z.array(z.number()) }),
    /** Events by month or day. */
    activity: z.array(z.object({ from: z.string(), events: z.number().int() })),
    /** Users and items with held-out events only: nothing to learn from, so left out. */
    coldUsers: z.number().int(),
    coldItems: z.number().int(),
    /** Items nobody has had in the learnt part, taken in from the items table. */
    untriedItems: z.number().int(),
    /** How the tables beside the events agree with them; null where there is none. */
    matches: z
      .object({
        users: keyMatch.nullable(),
        items: keyMatch.nullable(),
        friends: keyMatch.nullable(),
      })
      .default({ users: null, items: null, friends: null }),
    friends: z.number().int(),
    usersWithFriends: z.number().int(),
    /** Columns of attributes and terms that recommenders with features get to see. */
    features: z.object({
      user: z.number().int(),
      item: z.number().int(),
      terms: z.number().int(),
    }),
    /** The largest categories of items, for rules that leave some out. */
    categories: z.array(z.object({ name: z.string(), items: z.number().int() })),
    segments: z.array(z.object({ name: z.string(), users: z.number().int() })),
    synthetic: z.boolean(),
  }),
  produces: 'interactions',
  slots: [
    { name: 'events', accepts: ['table'], many: false, optional: false },
    { name: 'users', accepts: ['table'], many: false, optional: true },
    { name: 'items', accepts: ['table'], many: false, optional: true },
    { name: 'friends', accepts: ['table'], many: false, optional: true },
    { name: 'test', accepts: ['table'], many: false, optional: true },
  ],
  cost: 'cheap',
  usesSeed: true,
  queries: {},
} as const satisfies CellKindDefinition;
export type InteractionsSettings = z.infer<typeof interactions.settings>;
export type InteractionsOutput = z.infer<typeof interactions.output>;
