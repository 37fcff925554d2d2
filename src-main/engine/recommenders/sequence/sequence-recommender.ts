import type { RecommendData } from '#shared/engine/recommend.ts';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { FitContext, Fitted } from '../recommender.ts';
import { tensorFrom } from '../state.ts';
import { serveSequences } from './serve-sequences.ts';
import { trainSequences, type SequenceNet, type SequenceSettings } from './train-sequences.ts';

/** What every recommender of sequences does with its net: learns its weights, or takes them from its state, and serves by them. */
export function sequenceRecommender<C extends SequenceSettings>(
  netOf: (config: C, items: number) => SequenceNet,
) {
  return {
    fit: async (data: RecommendData, config: C, context: FitContext): Promise<Fitted> => {
      const net = netOf(config, data.items);
      const weights = await trainSequences(data, config, net, context);
      return serveSequences(data, config.maxLength, net, weights);
    },
    restore: async (
      data: RecommendData,
      config: C,
      state: readonly NamedTensor[],
    ): Promise<Fitted> =>
      serveSequences(
        data,
        config.maxLength,
        netOf(config, data.items),
        tensorFrom(state, 'weights').data,
      ),
  };
}
