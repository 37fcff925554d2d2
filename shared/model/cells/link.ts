import { z } from 'zod';
import { linkRole } from '../../linkage/role.ts';
import { tableInfo } from '../table.ts';
import { tableOutput } from './data.ts';
import type { CellKindDefinition } from './value-type.ts';

/** A person's word on two records, known by what they say rather than by where they stand. */
export const linkVerdict = z.object({ a: z.string(), b: z.string(), same: z.boolean() });
export type LinkVerdict = z.infer<typeof linkVerdict>;

/** What decided that two records are one person: an exact key, the scored match, or somebody's verdict. */
export const matchedBy = z.enum(['email', 'phone', 'score', 'hand']);
export type MatchedBy = z.infer<typeof matchedBy>;

export const linkRecord = z.object({
  /** Stable key of what the record says; equal records are numbered. */
  key: z.string(),
  source: z.number().int(),
  /** 1-based row in its table. */
  row: z.number().int(),
  /** As written, one a compared field; null where it is missing. */
  values: z.array(z.string().nullable()),
});
export type LinkRecord = z.infer<typeof linkRecord>;

export const linkPair = z.object({
  a: linkRecord,
  b: linkRecord,
  /** Probability of one person, and the weight behind it in bits. */
  probability: z.number(),
  weight: z.number(),
  /** One a compared field: 0 equal, 1 nearly, 2 somewhat, 3 different, 4 missing. */
  levels: z.array(z.number().int().min(0).max(4)),
  verdict: z.boolean().nullable(),
  /** Whether both ended in one person. */
  together: z.boolean(),
});
export type LinkPair = z.infer<typeof linkPair>;

/**
 * Records of several tables, or of one with duplicates, brought together by person: exact keys first, then a scored
 * match after Fellegi and Sunter whose weights are learned from the data, with doubtful pairs left to the reader.
 */
export const link = {
  kind: 'link',
  version: 1,
  settings: z.object({
    /** What columns say, where it is not what their header and values suggest. `input` counts the tables from 0. */
    roles: z
      .array(z.object({ input: z.number().int().min(0), column: z.string(), role: linkRole }))
      .default([]),
    /** none: a person is in each table once at most, and only different tables are compared. One table alone is always looked through. */
    duplicates: z.enum(['inside', 'none']).default('inside'),
    /** Probability from which a pair is one person, and from which it is shown as doubtful. */
    match: z.number().min(0.5).max(0.9999).default(0.9),
    doubtful: z.number().min(0.0001).max(0.9).default(0.1),
    /** Records with the same blocking key beyond which the key is too common to compare them all. */
    mostInBlock: z.number().int().min(10).max(5000).default(200),
    verdicts: z.array(linkVerdict).max(10_000).default([]),
    /** The table that goes on: one row a person, or every record with its person. */
    gives: z.enum(['people', 'records']).default('people'),
    /** Column by which one value of several is the most recent; null takes the longest. */
    recency: z.string().nullable().default(null),
  }),
  output: tableOutput.extend({
    people: tableInfo,
    records: tableInfo,
    sources: z.array(
      z.object({
        name: z.string(),
        rows: z.number().int(),
        columns: z.array(z.object({ name: z.string(), role: linkRole })),
      }),
    ),
    counts: z.object({
      /** People, and those of them with more than one record. */
      people: z.number().int(),
      linked: z.number().int(),
      /** Pairs there could be, those compared, and what became of them. */
      pairs: z.number(),
      compared: z.number().int(),
      matches: z.number().int(),
      doubtful: z.number().int(),
      /** Matches not followed: a person would have had two records of one table, or two told apart. */
      held: z.number().int(),
      by: z.record(matchedBy, z.number().int()),
    }),
    blocks: z.object({
      /** Pairs each pass found that no pass before it had. */
      passes: z.array(z.object({ name: z.string(), pairs: z.number().int() })),
      skipped: z.number().int(),
      /** The largest of the blocks skipped. */
      largest: z.number().int(),
    }),
    fields: z.array(
      z.object({
        key: z.string(),
        role: linkRole,
        names: z.array(z.string()),
        missing: z.number(),
        /** Equal, nearly, somewhat, different: share among matches and others, weight in bits. */
        levels: z.array(z.object({ m: z.number(), u: z.number(), weight: z.number() })),
      }),
    ),
    /** Share of all pairs that are taken to be matches. */
    prior: z.number(),
    /** Compared pairs by weight in bits, and the two thresholds there. */
    histogram: z.object({ edges: z.array(z.number()), counts: z.array(z.number()) }),
    thresholds: z.object({ match: z.number(), doubtful: z.number() }),
    /** Doubtful pairs, the likeliest first, after those with a verdict. */
    review: z.array(linkPair),
    /** Verdicts about records that are there no more. */
    verdictsLost: z.number().int(),
    /** The people with most records. */
    clusters: z.array(z.object({ person: z.number().int(), records: z.array(linkRecord) })),
    seconds: z.number(),
  }),
  produces: 'table',
  slots: [{ name: 'tables', accepts: ['table'], many: true, optional: false }],
  cost: 'cheap',
  usesSeed: true,
  usesInputNames: true,
  queries: {},
} as const satisfies CellKindDefinition;
export type LinkSettings = z.infer<typeof link.settings>;
export type LinkOutput = z.infer<typeof link.output>;
