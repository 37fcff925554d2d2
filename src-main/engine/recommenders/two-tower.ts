import type { RecommendData } from '#shared/engine/recommend.ts';
import { scoreByVectors } from './factors/factors.ts';
import { trainTwoTower, type TwoTowerWeights } from './neural/two-tower-net.ts';
import { twoTowerServer } from './neural/two-tower-server.ts';
import type { ConfigOf, Fitted, Recommender } from './recommender.ts';
import { dense, tensorFrom } from '#shared/recommenders/state.ts';

/**
 * Two towers (Covington et al. 2016; Yi et al. 2019): a user's vector from the mean of embeddings of what the user
 * has and from features, an item's from its own embedding and features; the score is the cosine of both. Nothing is
 * learnt for a user alone, so new users are served like known ones; a new item is served by its features.
 */
export const twoTower: Recommender<'twoTower'> = {
  type: 'twoTower',
  fit: async (data, config, context) =>
    serve(data, config, await trainTwoTower(data, config, context)),
  restore: async (data, config, state) =>
    serve(data, config, {
      items: tensorFrom(state, 'items').data,
      history: tensorFrom(state, 'history').data,
      dense: tensorFrom(state, 'dense').data,
    }),
};

function serve(
  data: RecommendData,
  { factors }: ConfigOf<'twoTower'>,
  weights: TwoTowerWeights,
): Fitted {
  const server = twoTowerServer(data, factors, weights);
  let known: Float32Array | null = null;
  return {
    score: async (users) =>
      scoreByVectors(users.map(server.vectorOf), server.items, data.items, factors),
    explain: async (user, item) => server.explain(user, item),
    vectorOf: server.vectorOf,
    vectors: () => {
      known ??= knownVectors(data.users, factors, (user) => server.vectorOf({ ...nobody, user }));
      return {
        users: { columns: factors, value: known },
        items: { columns: factors, value: server.items },
      };
    },
    state: () => [
      dense('items', [data.items, factors], weights.items),
      dense('history', [data.items, factors], weights.history),
      dense('dense', [weights.dense.length], weights.dense),
    ],
  };
}

const nobody = {
  items: new Int32Array(0),
  weights: new Float32Array(0),
  features: null,
  segment: null,
  friends: null,
};

function knownVectors(
  users: number,
  factors: number,
  vectorOf: (user: number) => Float32Array,
): Float32Array {
  const all = new Float32Array(users * factors);
  for (let user = 0; user < users; user++) all.set(vectorOf(user), user * factors);
  return all;
}
