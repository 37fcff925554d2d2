import { z } from 'zod';
import { tableOutput } from './data.ts';
import { keyRule } from './interactions.ts';
import { population, populationCount, populationSlot } from './population.ts';
import { recommenderChoice } from './recommend.ts';
import type { CellKindDefinition } from './value-type.ts';

/**
 * Refits a recommender on all interactions, held-out ones included, and writes the top N of every user; people it did
 * not learn from are folded in, or get what is popular.
 */
export const batch = {
  kind: 'batch',
  version: 3,
  settings: z.object({
    top: z.number().int().min(1).max(1000).default(10),
    /** Off: the recommender as it was fitted. */
    refit: z.boolean().default(true),
    rules: z
      .object({
        /** Items the user had already are not recommended. */
        alreadyHad: z.boolean().default(true),
        withoutCategories: z.array(z.string()).default([]),
        /** Items out of stock or otherwise barred, by id. */
        withoutItems: z.array(z.string()).default([]),
        /** Column of the connected table that holds the ids of barred items; null takes its first. */
        barredColumn: z.string().nullable().default(null),
        /** How ids of that table are told to be items. */
        barredKeys: keyRule.prefault({}),
      })
      .prefault({}),
    population: population.optional(),
  }),
  /**
   * Columns of the table: user, rank (1 is best), item, title, score (comparable within one user only), and where the
   * list comes from, as counted in `lists`.
   */
  output: tableOutput.extend({
    algorithm: recommenderChoice,
    top: z.number().int(),
    refit: z.boolean(),
    /** Users learnt from, and those beside them: in the users table or the events, without anything that counts. */
    users: z.number().int(),
    outside: z.number().int(),
    items: z.number().int(),
    /** Pairs learnt from, the formerly held-out ones among them. */
    pairs: z.number().int(),
    /** Reading the interactions again, fitting, and making and writing the lists. */
    readSeconds: z.number(),
    refitSeconds: z.number(),
    seconds: z.number(),
    /** Users by where their list comes from. */
    lists: z.object({
      fitted: z.number().int(),
      /** From a history, or attributes, that the recommender did not learn from. */
      foldedIn: z.number().int(),
      /** From new events, folded in. */
      updated: z.number().int().default(0),
      /** The fallback of those the recommender knows nothing of. */
      segment: z.number().int(),
      popular: z.number().int(),
    }),
    /** What each rule left out: pairs for already had, items for the others. */
    leftOut: z.object({
      alreadyHad: z.number().int(),
      categories: z.number().int(),
      items: z.number().int(),
      /** Ids among the barred ones that no item has, the first few. */
      unknown: z.object({ count: z.number().int(), first: z.array(z.string()) }),
    }),
    /** People of the chosen segments, who alone have a list, of all there are; null where everyone has. */
    population: populationCount.nullable().default(null),
    /** Users with fewer than `top` items left to recommend, the shortest lists first. */
    usersWithFewer: z.number().int(),
    shortest: z.array(z.object({ user: z.string(), items: z.number().int() })),
  }),
  produces: 'table',
  slots: [
    { name: 'recommender', accepts: ['recommender'], many: false, optional: false },
    { name: 'updates', accepts: ['updates'], many: false, optional: true },
    { name: 'barred', accepts: ['table'], many: false, optional: true },
    populationSlot,
  ],
  cost: 'heavy',
  usesSeed: true,
  queries: {},
} as const satisfies CellKindDefinition;
export type BatchSettings = z.infer<typeof batch.settings>;
export type BatchOutput = z.infer<typeof batch.output>;
