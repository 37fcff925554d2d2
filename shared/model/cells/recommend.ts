import { resultAddress } from '../ids.ts';
import { z } from 'zod';
import { hybrid } from '../../recommenders/hybrid.ts';
import { algorithm, usualAlgorithm } from '../../recommenders/index.ts';
import type { CellKindDefinition } from './value-type.ts';

/** One algorithm, or a weighted hybrid of the recommenders connected as `parts` (weights in their order, 1 where absent). */
export const recommenderChoice = z.discriminatedUnion('type', [
  ...algorithm.options,
  hybrid.settings,
]);
export type RecommenderChoice = z.infer<typeof recommenderChoice>;

/** Whether vectors use the room they have (see `vectorSpread` in the backend). */
const vectorSpread = z.object({
  /** Exponential of the entropy of the singular values (Roy & Vetterli 2007): 1 for one direction, up to `dimensions`. */
  effectiveRank: z.number(),
  /** Columns in which the vectors differ at all. */
  dimensions: z.number().int(),
  /** Mean cosine of two different users' vectors. */
  meanCosine: z.number(),
});
export type VectorSpread = z.infer<typeof vectorSpread>;

export const recommend = {
  kind: 'recommend',
  version: 3,
  settings: z.object({
    algorithm: recommenderChoice.default(usualAlgorithm),
  }),
  output: z.object({
    algorithm: recommenderChoice,
    /** Address of the interactions it was fitted on. */
    interactions: z.string(),
    /** Blob of the learnt state; null where the data alone is enough. */
    state: z.string().nullable(),
    stateBytes: z.number(),
    seconds: z.number(),
    epochs: z.array(z.object({ epoch: z.number(), loss: z.number() })),
    /** How far the users' vectors differ; null for what has none, and in results from before it was measured. */
    spread: vectorSpread.nullable().default(null),
    /** Hybrids: addresses and weights of the parts. */
    parts: z.array(z.object({ address: resultAddress, weight: z.number() })),
  }),
  produces: 'recommender',
  slots: [
    { name: 'interactions', accepts: ['interactions'], many: false, optional: false },
    { name: 'parts', accepts: ['recommender'], many: true, optional: true },
  ],
  cost: 'heavy',
  usesSeed: true,
  viewers: 'all',
  queries: {},
} as const satisfies CellKindDefinition;
export type RecommendOutput = z.infer<typeof recommend.output>;
