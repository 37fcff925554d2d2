import { z } from 'zod';

const weight = z.number().min(0);

/** Settings of each recommender, under the names its literature uses. */
export const algorithm = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('popular'),
    /** Counts within the user's segment, shrunk towards everyone's; needs segments. */
    bySegment: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('itemKnn'),
    similarity: z.enum(['cosine', 'bm25']).default('cosine'),
    neighbours: z.number().int().min(1).max(5000).default(100),
    /** Added to the denominator, so that chance overlaps count less. */
    shrink: weight.default(10),
  }),
  z.object({
    type: z.literal('userKnn'),
    similarity: z.enum(['cosine', 'bm25']).default('cosine'),
    neighbours: z.number().int().min(1).max(5000).default(100),
    shrink: weight.default(10),
  }),
  z.object({
    type: z.literal('ease'),
    /** L2 regularisation of the item-item weights. */
    lambda: z.number().positive().default(500),
  }),
  z.object({
    type: z.literal('ials'),
    factors: z.number().int().min(1).max(512).default(64),
    iterations: z.number().int().min(1).max(200).default(15),
    /** Weight of each unobserved pair. */
    unobserved: z.number().positive().default(0.3),
    regularisation: weight.default(0.007),
    /** Exponent of the frequency scaling: 0 plain, 1 fully scaled. */
    frequencyScaling: z.number().min(0).max(1).default(1),
  }),
  z.object({
    type: z.literal('bpr'),
    factors: z.number().int().min(1).max(512).default(64),
    epochs: z.number().int().min(1).max(2000).default(100),
    learningRate: z.number().positive().default(0.01),
    regularisation: weight.default(0.02),
  }),
  z.object({
    type: z.literal('neumf'),
    /** Length of the GMF embeddings and of the last MLP layer. */
    factors: z.number().int().min(1).max(256).default(16),
    layers: z.array(z.number().int().min(1)).min(1).default([64, 32, 16]),
    epochs: z.number().int().min(1).max(1000).default(20),
    batchSize: z.number().int().min(1).default(1024),
    learningRate: z.number().positive().default(0.001),
    /** Sampled negatives per positive, drawn again every epoch. */
    negatives: z.number().int().min(1).max(100).default(4),
    regularisation: weight.default(1e-6),
    /** Which parts take part. */
    parts: z.enum(['both', 'gmf', 'mlp']).default('both'),
  }),
  z.object({
    type: z.literal('twoTower'),
    factors: z.number().int().min(1).max(256).default(64),
    epochs: z.number().int().min(1).max(1000).default(20),
    batchSize: z.number().int().min(2).default(1024),
    learningRate: z.number().positive().default(0.003),
    temperature: z.number().positive().default(0.1),
    regularisation: weight.default(1e-6),
  }),
  z.object({
    type: z.literal('content'),
    /** Share of the text; the rest goes to category and price. */
    textWeight: z.number().min(0).max(1).default(0.6),
  }),
  z.object({
    type: z.literal('social'),
    /** Weight of friends of friends beside friends. */
    secondDegree: weight.default(0.25),
  }),
]);
export type Algorithm = z.infer<typeof algorithm>;
export type AlgorithmType = Algorithm['type'];

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
