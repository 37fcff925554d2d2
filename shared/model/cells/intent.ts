import { z } from 'zod';
import { intentThemes } from '../../intent/feature-names.ts';
import { estimate } from '../results/metrics.ts';
import type { CellKindDefinition } from './value-type.ts';

const columnName = z.string().nullable().default(null);
const count = z.number().int();
const scorer = z.enum(['linear', 'trees']);

/** Sessions of a part, and when its first one begins. */
const sessionsPart = z.object({ sessions: count, purchases: count, from: z.string().nullable() });

/** An event typed in: minutes since the one before. */
const typedEvent = z.object({
  kind: z.string(),
  item: z.string().nullable().default(null),
  minutes: z.number().min(0).max(10_000).default(0.5),
});
export type TypedEvent = z.infer<typeof typedEvent>;

const moment = z.object({
  probability: z.number(),
  /** What moved the log odds since the event before, largest first. */
  reasons: z.array(
    z.object({ theme: z.enum(intentThemes), of: z.string().nullable(), amount: z.number() }),
  ),
});
export type IntentMoments = z.infer<typeof moment>[];

export const liveIntent = {
  input: z.object({ user: z.string().nullable(), events: z.array(typedEvent).max(200) }),
  output: z.object({
    /** One an event. */
    moments: z.array(moment),
    /** Of the user, before this session; null for somebody the log does not know. */
    history: z.object({ sessions: count, purchases: count }).nullable(),
    /** When the session is taken to begin: the end of the log, as ISO text. */
    start: z.string().nullable(),
  }),
};
export type LiveIntent = z.infer<typeof liveIntent.output>;

/** What a screen that takes events needs to know. */
export const intentVocabulary = z.object({
  kinds: z.array(z.object({ kind: z.string(), events: count })),
  base: z.number(),
  timed: z.boolean(),
});

const shownSession = z.object({
  id: z.string(),
  user: z.string().nullable(),
  start: z.string().nullable(),
  events: count,
  bought: z.boolean(),
  /** After its last event before the end, and the highest of all. */
  last: z.number(),
  highest: z.number(),
});
export type ShownSession = z.infer<typeof shownSession>;

export const sessionOrder = z.enum(['latest', 'surest', 'missed', 'alarms']);

export const intent = {
  kind: 'intent',
  version: 2,
  settings: z.object({
    /** Columns of the events; null takes what the names suggest. */
    columns: z
      .object({
        session: columnName,
        user: columnName,
        time: columnName,
        kind: columnName,
        item: columnName,
        category: columnName,
        price: columnName,
        /** Further columns; null takes those of few values. */
        further: z.array(z.string()).nullable().default(null),
      })
      .prefault({}),
    /** Kinds that are a purchase; null takes those whose names say so. */
    purchase: z.array(z.string()).nullable().default(null),
    /** Without a column of sessions, a pause of so many minutes ends one. */
    gapMinutes: z.number().positive().max(10_000).default(30),
    /** Shares of the sessions, latest last, that calibrate and that test. */
    validation: z.number().min(0.05).max(0.45).default(0.15),
    test: z.number().min(0.05).max(0.45).default(0.25),
    /** null takes the one whose probabilities are better on the validation part. */
    model: scorer.nullable().default(null),
    /** On screen: the session looked at, and which are listed. */
    session: columnName,
    order: sessionOrder.default('surest'),
    /** On screen: the user and the events typed in. */
    user: columnName,
    typed: z.array(typedEvent).max(200).default([]),
  }),
  output: intentVocabulary.extend({
    /** Blob of the model, what users did before, and the tested sessions that can be looked at. */
    model: z.string(),
    columns: z.object({
      session: z.string().nullable(),
      user: z.string().nullable(),
      time: z.string().nullable(),
      kind: z.string(),
      item: z.string().nullable(),
      category: z.string().nullable(),
      price: z.string().nullable(),
      further: z.array(z.string()),
    }),
    purchase: z.array(z.string()),
    rows: count,
    /** Rows without a session or user, a kind, or a time where there are times. */
    leftOut: count,
    /** Rows of one session that share a moment: they are taken in the order of the table. */
    ties: count,
    sessions: count,
    /** Sessions with a purchase, and those of them that begin with it: nothing goes before it that could foretell it. */
    purchases: count,
    atOnce: count,
    /** Rows after a session's first purchase, which foretell nothing. */
    afterwards: count,
    users: count.nullable(),
    /** Further columns that were not taken since by themselves, at the start, they give the end away. */
    givenAway: z.array(z.string()),
    parts: z.object({ train: sessionsPart, validation: sessionsPart, test: sessionsPart }),
    scorer,
    features: count,
    /** Log loss on the validation part, a moment each. */
    candidates: z.array(z.object({ scorer, logLoss: z.number() })),
    /** On the test part, one moment a session drawn at random: ten bins of equal size. */
    reliability: z.object({
      bins: z.array(
        z.object({
          predicted: z.number(),
          observed: z.number(),
          low: z.number(),
          high: z.number(),
          count,
        }),
      ),
      /** Mean distance of the bins from the diagonal. */
      error: z.number(),
      brier: z.number(),
      /** Of the share of purchases in what was learnt, said of every session. */
      baseBrier: z.number(),
      sessions: count,
    }),
    /** After so many events, or after a share of a session's events. */
    early: z.array(
      z.object({
        events: count.nullable(),
        share: z.number().nullable(),
        sessions: count,
        purchases: count,
        auc: estimate,
        /** Of the purchase rate by the latest kind alone. */
        rule: z.number().nullable(),
        /** Share of purchases among the tenth with the highest probability, over that of all. */
        lift: z.number().nullable(),
      }),
    ),
    /** Sessions told as soon as the probability passes a threshold, set on the validation part. */
    alarms: z.array(
      z.object({
        threshold: z.number(),
        /** Share of all sessions told. */
        told: z.number(),
        /** Share of those told that buy, and of those that buy that are told. */
        right: estimate,
        found: estimate,
        /** Medians over those told rightly, from then to the purchase. */
        eventsAhead: z.number().nullable(),
        minutesAhead: z.number().nullable(),
      }),
    ),
    /** What the planted probabilities reach, where the log is of the sample shop. */
    best: z.object({ half: z.number(), end: z.number() }).nullable(),
    synthetic: z.boolean(),
    seconds: z.number(),
  }),
  produces: 'intent',
  slots: [{ name: 'events', accepts: ['table'], many: false, optional: false }],
  cost: 'heavy',
  usesSeed: true,
  unaddressed: ['session', 'order', 'user', 'typed'],
  queries: {
    sessions: {
      input: z.object({
        order: sessionOrder,
        text: z.string().max(200),
        limit: count.min(1).max(200),
      }),
      output: z.object({ total: count, sessions: z.array(shownSession) }),
    },
    session: {
      input: z.object({ id: z.string() }),
      output: shownSession
        .extend({
          list: z.array(
            moment.extend({
              kind: z.string(),
              item: z.string().nullable(),
              /** Seconds since the session began. */
              seconds: z.number().nullable(),
            }),
          ),
        })
        .nullable(),
    },
    live: liveIntent,
  },
} as const satisfies CellKindDefinition;

export type IntentSettings = z.infer<typeof intent.settings>;
export type IntentOutput = z.infer<typeof intent.output>;
type Queries = typeof intent.queries;
export type IntentSession = NonNullable<z.infer<Queries['session']['output']>>;
export type IntentSessions = z.infer<Queries['sessions']['output']>;
