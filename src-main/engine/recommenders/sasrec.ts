import { sasrecShape } from '#shared/recommenders/sequence-shapes.ts';
import type { ConfigOf, Recommender } from './recommender.ts';
import { drops, sasrecHidden } from './sequence/sasrec-net.ts';
import { sequenceRecommender } from './sequence/sequence-recommender.ts';
import type { SequenceNet } from './sequence/train-sequences.ts';

/**
 * Self-attentive sequential recommendation (Kang & McAuley 2018, arXiv 1808.09781) with the cross-entropy of a softmax
 * over all items or a sample (Klenitskiy & Vasilev 2023, arXiv 2309.07602). Scores are logits.
 */
export const sasrec: Recommender<'sasrec'> = {
  type: 'sasrec',
  ...sequenceRecommender(netOf),
};

function netOf(config: ConfigOf<'sasrec'>, items: number): SequenceNet {
  const shape = sasrecShape(config, items);
  return {
    ...{ width: shape.width, dense: shape.dense, drops: drops(shape.blocks) },
    hidden: (flat, places, drop) => sasrecHidden(shape, flat, places, drop),
  };
}
