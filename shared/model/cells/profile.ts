import { z } from 'zod';
import { packedFloats } from '../../wire/rpc-options.ts';
import { cellValue, tableInfo } from '../table.ts';
import type { CellKindDefinition } from './value-type.ts';

/** Where a dimension of the profile comes from. */
export const profileSource = z.enum(['attributes', 'behaviour', 'embedding', 'friends']);
export type ProfileSource = z.infer<typeof profileSource>;

/** What a dimension tells; the window says it in words. */
export const dimensionLabel = z.discriminatedUnion('type', [
  z.object({ type: z.literal('attribute'), column: z.string(), value: z.string().nullable() }),
  z.object({ type: z.literal('items') }),
  z.object({ type: z.literal('daysSinceLast') }),
  z.object({ type: z.literal('daysBetween') }),
  z.object({ type: z.literal('popularity') }),
  z.object({ type: z.literal('price') }),
  /** What the items had cost together, each counted once. */
  z.object({ type: z.literal('spend') }),
  z.object({ type: z.literal('share'), category: z.string() }),
  z.object({ type: z.literal('friends') }),
  z.object({ type: z.literal('friendsShare'), category: z.string() }),
  /** A direction of the learned space, counted from 1, with what lies at its two ends. */
  z.object({
    type: z.literal('taste'),
    number: z.number().int(),
    high: z.string().nullable(),
    low: z.string().nullable(),
  }),
]);
export type DimensionLabel = z.infer<typeof dimensionLabel>;

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const profileDimension = z.object({
  label: dimensionLabel,
  source: profileSource,
  /** Share of users whose nearest segment becomes another one when this dimension is shuffled; 95% interval over repeats. */
  importance: interval,
  /** Mean size of the gradient of the log probability of a user's own segment; 95% interval over users (bootstrap). */
  gradient: interval,
  /** Users without a value; they stand at the mean. */
  missing: z.number().int(),
});
export type ProfileDimension = z.infer<typeof profileDimension>;

export const segment = z.object({
  users: z.number().int(),
  /** Dimensions by difference of the segment's mean from everyone's, in standard deviations; strongest first. */
  marks: z.array(
    z.object({
      dimension: z.number().int(),
      difference: z.number(),
      /** Cohen's d: difference from the mean of all others over the pooled deviation; null where nothing deviates. */
      effect: z.number().nullable().default(null),
    }),
  ),
  /** Price times how often it was taken, summed over the segment's users; null without prices. */
  spend: z.number().nullable().default(null),
  /** Days between the last event of a user and that of all, the middle one; null without times. */
  recency: z.number().nullable().default(null),
  /** Events a user, on average. */
  frequency: z.number().default(0),
  /** Items that more of the segment have than of the others, against chance: share of its users, and over that of all. */
  top: z.array(z.object({ title: z.string(), share: z.number(), lift: z.number() })).default([]),
});
export type Segment = z.infer<typeof segment>;

/** A number of segments that was tried, on a sample. */
const segmentCount = z.object({
  segments: z.number().int(),
  silhouette: z.number(),
  /** Mean adjusted Rand index of two segmentations fitted on two halves of the sample: 1 the same, 0 chance. */
  stability: z.number(),
});
export type SegmentCount = z.infer<typeof segmentCount>;

/** Users by fifths of recency and frequency, 5 the latest and the most; `spend` is their mean, null without prices. */
const rfmGroup = z.object({
  recency: z.number().int(),
  frequency: z.number().int(),
  users: z.number().int(),
  spend: z.number().nullable(),
});
export type RfmGroup = z.infer<typeof rfmGroup>;

export const profileValue = z.object({
  dimension: z.number().int(),
  /** In the unit of the dimension; null where it is missing. */
  raw: z.number().nullable(),
  standardised: z.number(),
});

export const profile = {
  kind: 'profile',
  version: 5,
  settings: z.object({
    /** Weight of each source in the fused vector; 0 leaves it out. */
    sources: z
      .object({
        attributes: z.number().min(0).max(10).default(1),
        behaviour: z.number().min(0).max(10).default(1),
        embedding: z.number().min(0).max(10).default(1),
        friends: z.number().min(0).max(10).default(1),
      })
      .prefault({}),
    segments: z.number().int().min(2).max(30).default(6),
    map: z.enum(['pca', 'umap']).default('pca'),
    /** A profile without events for so many days before the last event of all counts as stale. */
    staleDays: z.number().positive().default(180),
    /** Names given by hand, by what the segment is called by itself (see segmentKey). */
    names: z.record(z.string(), z.string().max(80)).default({}),
  }),
  output: z.object({
    users: z.number().int(),
    dimensions: z.array(profileDimension),
    segments: z.array(segment),
    /** Numbers of segments tried, fewest first, and the one proposed; empty and null where users are too few. */
    counts: z.array(segmentCount).default([]),
    proposed: z.number().int().nullable().default(null),
    /** Empty without times. */
    rfm: z.array(rfmGroup).default([]),
    /** A row a user: id, segment (from 1) and its name, recency, frequency and spend with their fifths; null in results of older versions. */
    table: tableInfo.nullable().default(null),
    /** Mean silhouette over a sample of users: 1 far apart, 0 touching, below 0 mixed up. */
    silhouette: z.number(),
    map: z.enum(['pca', 'umap']),
    /** Users the map was fitted on; all others are placed into it. */
    mapFittedOn: z.number().int(),
    /** Shares of variance of the two axes; empty for UMAP. */
    explained: z.array(z.number()),
    staleDays: z.number(),
    stale: z.number().int(),
    incomplete: z.number().int(),
    /** Blob of vectors, raw values, map and segments. */
    vectors: z.string(),
    /** Address of the recommender that learned taste came from; null without one. */
    recommender: z.string().nullable(),
    /** Address of the interactions the profile was made from. */
    interactions: z.string(),
    /** Columns users can be coloured by. */
    attributes: z.array(z.string()),
    synthetic: z.boolean(),
  }),
  produces: 'profile',
  also: ['table'],
  slots: [
    { name: 'interactions', accepts: ['interactions'], many: false, optional: false },
    { name: 'recommender', accepts: ['recommender'], many: false, optional: true },
  ],
  cost: 'heavy',
  usesSeed: true,
  unaddressed: ['names'],
  namesTable: ['names'],
  queries: {
    /** Rows of the table of one segment's users. */
    members: {
      input: z.object({ segment: z.number().int().min(0) }),
      output: z.object({ columns: z.array(z.string()), rows: z.array(z.array(cellValue)) }),
    },
    /** All points, with the values of one attribute, dimension or the segment to colour by. */
    points: {
      input: z.object({
        colour: z.discriminatedUnion('by', [
          z.object({ by: z.literal('segment') }),
          z.object({ by: z.literal('attribute'), name: z.string() }),
          z.object({ by: z.literal('dimension'), dimension: z.number().int() }),
        ]),
      }),
      output: z.object({
        x: packedFloats,
        y: packedFloats,
        values: z.array(cellValue),
        ids: z.array(z.string()),
      }),
    },
    person: {
      input: z.object({ user: z.number().int().min(0) }),
      output: z.object({
        user: z.number().int(),
        id: z.string(),
        segment: z.number().int(),
        values: z.array(profileValue),
        nearest: z.array(
          z.object({ user: z.number().int(), id: z.string(), similarity: z.number() }),
        ),
        attributes: z.array(z.object({ name: z.string(), value: cellValue })),
        interactions: z.number().int(),
        lastEvent: z.string().nullable(),
        stale: z.boolean(),
      }),
    },
    /** Users by part of their id; the stale or the incomplete first where asked. */
    find: {
      input: z.object({
        text: z.string().default(''),
        only: z.enum(['all', 'stale', 'incomplete']).default('all'),
        segment: z.number().int().nullable().default(null),
        limit: z.number().int().min(1).max(500).default(50),
      }),
      output: z.object({
        total: z.number().int(),
        users: z.array(
          z.object({
            user: z.number().int(),
            id: z.string(),
            segment: z.number().int(),
            missing: z.number().int(),
            stale: z.boolean(),
          }),
        ),
      }),
    },
  },
} as const satisfies CellKindDefinition;
export type ProfileSettings = z.infer<typeof profile.settings>;
export type ProfileOutput = z.infer<typeof profile.output>;
