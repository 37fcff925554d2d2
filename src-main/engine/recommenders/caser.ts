import type { Recommender } from './recommender.ts';
import { caserNet } from './sequence/caser-net.ts';
import { serveSequences } from './sequence/serve-sequences.ts';
import { trainSequences } from './sequence/train-sequences.ts';
import { tensorFrom } from './state.ts';

/** Convolutional sequence embedding (Tang & Wang 2018), learnt by cross-entropy over all items or a sample. Scores are logits. */
export const caser: Recommender<'caser'> = {
  type: 'caser',
  fit: async (data, config, context) => {
    const net = caserNet(config, data.items);
    const weights = await trainSequences(data, config, net, context);
    return serveSequences(data, config.maxLength, net, weights);
  },
  restore: async (data, config, state) =>
    serveSequences(
      data,
      config.maxLength,
      caserNet(config, data.items),
      tensorFrom(state, 'weights').data,
    ),
};
