import { z } from 'zod';
import { itemCard } from './user.ts';
import type { CellKindDefinition } from './value-type.ts';

/** One event typed in: nothing but ids, a weight and a time (ISO text; the time of the last learnt event where null). */
export const typedEvent = z.object({
  user: z.string().min(1),
  item: z.string().min(1),
  weight: z.number().default(1),
  time: z.string().nullable().default(null),
});

/** An item of an updated list with the place it had before; null for one that was not on the list. */
export const movedItem = z.object({
  card: itemCard,
  score: z.number(),
  was: z.number().int().nullable(),
});

export const changedDimension = z.object({
  dimension: z.number().int(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** Difference in standard deviations of all users. */
  difference: z.number(),
});

export const changedUser = z.object({
  id: z.string(),
  /** Nobody knew this user before. */
  isNew: z.boolean(),
  events: z.array(
    z.object({
      item: itemCard,
      weight: z.number(),
      time: z.string().nullable(),
      known: z.boolean(),
    }),
  ),
  itemsBefore: z.number().int(),
  itemsAfter: z.number().int(),
  /** One list a recommender, in the order of the inputs; `gone` left it. */
  lists: z.array(z.object({ items: z.array(movedItem), gone: z.array(itemCard) })),
  profile: z
    .object({
      segmentBefore: z.number().int().nullable(),
      segmentAfter: z.number().int(),
      /** What changed most, strongest first. */
      dimensions: z.array(changedDimension),
    })
    .nullable(),
  milliseconds: z.number(),
});
export type ChangedUser = z.infer<typeof changedUser>;

/**
 * New events since the recommenders and profiles were fitted: just the users they concern are brought up to date, by
 * fold-in and without fitting anything, and shown with what changed.
 */
export const updates = {
  kind: 'updates',
  version: 2,
  settings: z.object({
    events: z.array(typedEvent).max(10_000).default([]),
    top: z.number().int().min(1).max(100).default(10),
    seen: z.boolean().default(true),
    /** Users shown in full; all are counted. */
    shown: z.number().int().min(1).max(1000).default(100),
  }),
  output: z.object({
    events: z.object({
      read: z.number().int(),
      used: z.number().int(),
      /** Items the recommenders do not know, and rows that could not be read. */
      unknownItems: z.number().int(),
      leftOut: z.number().int(),
    }),
    users: z.number().int(),
    newUsers: z.number().int(),
    /** Users whose segment is another one now, of those shown. */
    segmentsChanged: z.number().int(),
    changes: z.array(changedUser),
    /** Blobs of the data the events were read for, and of the events of all users. */
    data: z.string(),
    since: z.string(),
    /** Address of the profile that dimensions and segments are numbered by; null without one. */
    profile: z.string().nullable(),
    milliseconds: z.number(),
    synthetic: z.boolean(),
  }),
  produces: 'updates',
  slots: [
    { name: 'interactions', accepts: ['interactions'], many: false, optional: false },
    { name: 'events', accepts: ['table'], many: false, optional: true },
    { name: 'recommenders', accepts: ['recommender'], many: true, optional: true },
    { name: 'profile', accepts: ['profile'], many: false, optional: true },
  ],
  cost: 'cheap',
  queries: {},
} as const satisfies CellKindDefinition;
export type UpdatesSettings = z.infer<typeof updates.settings>;
export type UpdatesOutput = z.infer<typeof updates.output>;
