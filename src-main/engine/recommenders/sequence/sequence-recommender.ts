import type { RecommendData } from '#shared/engine/recommend.ts';
import type { StateTensor } from '#shared/engine/recommend.ts';
import type { FitContext, Fitted } from '../recommender.ts';
import { tensorFrom } from '#shared/recommenders/state.ts';
import { compiledHidden, eagerHidden } from './hidden-rows.ts';
import { serveSequences } from './serve-sequences.ts';
import { trainSequences, type SequenceNet, type SequenceSettings } from './train-sequences.ts';

/** What every recommender of sequences does with its net: learns its weights, or takes them from its state, and serves by them. */
export function sequenceRecommender<C extends SequenceSettings>(
  netOf: (config: C, items: number) => SequenceNet,
) {
  const served = (
    data: RecommendData,
    { maxLength }: C,
    net: SequenceNet,
    weights: Float32Array,
    { native, noting }: Pick<FitContext, 'native' | 'noting'>,
  ): Fitted => {
    const hidden = native ? eagerHidden(net, weights) : compiledHidden(net, weights, noting);
    return serveSequences(data, maxLength, net.width, weights, hidden);
  };
  return {
    fit: async (data: RecommendData, config: C, context: FitContext): Promise<Fitted> => {
      const net = netOf(config, data.items);
      const weights = await trainSequences(data, config, net, context);
      return served(data, config, net, weights, context);
    },
    restore: async (
      data: RecommendData,
      config: C,
      state: readonly StateTensor[],
      context: Pick<FitContext, 'native' | 'noting'>,
    ): Promise<Fitted> => {
      const { data: weights } = tensorFrom(state, 'weights');
      return served(data, config, netOf(config, data.items), weights, context);
    },
  };
}
