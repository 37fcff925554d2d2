import type { Recommender } from './recommender.ts';
import { caserNet } from './sequence/caser-net.ts';
import { sequenceRecommender } from './sequence/sequence-recommender.ts';

/** Convolutional sequence embedding (Tang & Wang 2018), learnt by cross-entropy over all items or a sample. Scores are logits. */
export const caser: Recommender<'caser'> = { type: 'caser', ...sequenceRecommender(caserNet) };
