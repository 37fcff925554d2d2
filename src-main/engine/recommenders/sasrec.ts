import type { ConfigOf, Recommender } from './recommender.ts';
import { drops, sasrecHidden, sasrecShape } from './sequence/sasrec-net.ts';
import { serveSequences } from './sequence/serve-sequences.ts';
import { trainSequences, type SequenceNet } from './sequence/train-sequences.ts';
import { tensorFrom } from './state.ts';

/**
 * Self-attentive sequential recommendation (Kang & McAuley 2018, arXiv 1808.09781) with the cross-entropy of a softmax
 * over all items or a sample (Klenitskiy & Vasilev 2023, arXiv 2309.07602). Scores are logits.
 */
export const sasrec: Recommender<'sasrec'> = {
  type: 'sasrec',
  fit: async (data, config, context) => {
    const net = netOf(config, data.items);
    const weights = await trainSequences(data, config, net, context);
    return serveSequences(data, config.maxLength, net, weights);
  },
  restore: async (data, config, state) =>
    serveSequences(
      data,
      config.maxLength,
      netOf(config, data.items),
      tensorFrom(state, 'weights').data,
    ),
};

function netOf(config: ConfigOf<'sasrec'>, items: number): SequenceNet {
  const shape = sasrecShape(config, items);
  return {
    ...{ width: shape.width, dense: shape.dense, drops: drops(shape.blocks) },
    hidden: (flat, places, drop) => sasrecHidden(shape, flat, places, drop),
  };
}
