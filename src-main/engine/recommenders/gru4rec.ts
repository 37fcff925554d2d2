import type { Recommender } from './recommender.ts';
import { gruNet } from './sequence/gru-net.ts';
import { sequenceRecommender } from './sequence/sequence-recommender.ts';

/**
 * A recurrent net over what was had in order (Hidasi et al. 2016, arXiv 1511.06939), learnt by cross-entropy over all items
 * or a sample. Scores are logits.
 */
export const gru4rec: Recommender<'gru4rec'> = { type: 'gru4rec', ...sequenceRecommender(gruNet) };
