import type { Recommender } from './recommender.ts';
import { gruNet } from './sequence/gru-net.ts';
import { serveSequences } from './sequence/serve-sequences.ts';
import { trainSequences } from './sequence/train-sequences.ts';
import { tensorFrom } from './state.ts';

/**
 * A recurrent net over what was had in order (Hidasi et al. 2016, arXiv 1511.06939), learnt by cross-entropy over all items
 * or a sample. Scores are logits.
 */
export const gru4rec: Recommender<'gru4rec'> = {
  type: 'gru4rec',
  fit: async (data, config, context) => {
    const net = gruNet(config, data.items);
    const weights = await trainSequences(data, config, net, context);
    return serveSequences(data, config.maxLength, net, weights);
  },
  restore: async (data, config, state) =>
    serveSequences(
      data,
      config.maxLength,
      gruNet(config, data.items),
      tensorFrom(state, 'weights').data,
    ),
};
