import { z } from 'zod';

/** One reason for a score; amounts add up to the score where `exact` says so. */
export const contribution = z.discriminatedUnion('type', [
  z.object({ type: z.literal('history'), item: z.number().int(), amount: z.number() }),
  z.object({ type: z.literal('neighbour'), user: z.number().int(), amount: z.number() }),
  z.object({ type: z.literal('friend'), user: z.number().int(), amount: z.number() }),
  z.object({ type: z.literal('userFeature'), feature: z.number().int(), amount: z.number() }),
  z.object({ type: z.literal('itemFeature'), feature: z.number().int(), amount: z.number() }),
  z.object({ type: z.literal('popularity'), users: z.number().int(), amount: z.number() }),
  z.object({ type: z.literal('embedding'), amount: z.number() }),
]);
export type Contribution = z.infer<typeof contribution>;

export const explanation = z.object({
  score: z.number(),
  /** True where the contributions add up to the score by construction. */
  exact: z.boolean(),
  contributions: z.array(contribution),
});
export type Explanation = z.infer<typeof explanation>;
