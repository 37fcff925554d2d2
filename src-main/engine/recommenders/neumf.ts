import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import { addMoment, createMoments, deviationOf, meanOf } from '#shared/statistics/moments.ts';
import { neumfShape } from '#shared/recommenders/neumf-shape.ts';
import { fitUserRow, type UserPrior } from './neural/neumf-fold-in.ts';
import { trainNeumf, type NeumfWeights } from './neural/neumf-net.ts';
import { neumfScorer } from './neural/neumf-scores.ts';
import type { ConfigOf, Fitted, Recommender } from './recommender.ts';
import { row } from './matrices/sparse.ts';
import { dense, tensorFrom } from '#shared/recommenders/state.ts';

/**
 * Neural matrix factorisation: a generalised dot product (GMF) and a multilayer perceptron over user and item
 * embeddings, joined in one logit (He et al. 2017, arXiv 1708.05031). Scores are logits.
 */
export const neumf: Recommender<'neumf'> = {
  type: 'neumf',
  fit: async (data, config, context) =>
    serve(data, config, await trainNeumf(data, config, neumfShape(config), context)),
  restore: async (data, config, state) =>
    serve(data, config, {
      users: tensorFrom(state, 'users').data,
      items: tensorFrom(state, 'items').data,
      dense: tensorFrom(state, 'dense').data,
    }),
};

function serve(data: RecommendData, config: ConfigOf<'neumf'>, weights: NeumfWeights): Fitted {
  const shape = neumfShape(config);
  const { width } = shape;
  const scorer = neumfScorer(shape, weights, data.items);
  const prior = priorOf(weights.users, width, data);
  const localFit = (history: Int32Array, start: Float32Array | null) =>
    fitUserRow(scorer, prior, history, data.items, config.negatives, start);
  const knownRow = (user: number): Float32Array =>
    weights.users.subarray(user * width, (user + 1) * width);
  const rowOf = (user: UserInput): Float32Array =>
    user.user === null ? localFit(user.items, null).row : knownRow(user.user);

  return {
    score: async (users) => {
      const rows = new Float32Array(users.length * width);
      users.forEach((user, u) => rows.set(rowOf(user), u * width));
      return scorer.all(rows);
    },
    // How the logit would move if a history item's pull on the user's embedding were absent: influence functions
    // with all but that embedding held fixed (Cheng et al. 2019, "Incorporating interpretability into latent factor
    // models via fast influence analysis"). What the history does not account for is the embedding's own.
    explain: async (user, item) => {
      const own = user.user === null ? user.items : row(data.interactions, user.user).index;
      const fitted = localFit(own, user.user === null ? null : knownRow(user.user));
      const slope = new Float32Array(width);
      const logit = scorer.at(fitted.row);
      const score = logit(item, slope);
      const reach = fitted.solve(slope);
      const pull = new Float32Array(width);
      const contributions = Array.from(own, (owned) => {
        const p = 1 / (1 + Math.exp(-logit(owned, pull)));
        let amount = 0;
        for (let a = 0; a < width; a++) amount += reach[a]! * pull[a]!;
        return { type: 'history' as const, item: owned, amount: amount * (1 - p) };
      }).sort((a, b) => b.amount - a.amount);
      const explained = contributions.reduce((sum, part) => sum + part.amount, 0);
      return {
        score,
        exact: false,
        contributions: [...contributions, { type: 'embedding', amount: score - explained }],
      };
    },
    vectors: () => ({
      users: { columns: width, value: weights.users },
      items: { columns: width, value: weights.items },
    }),
    state: () => [
      dense('users', [data.users, width], weights.users),
      dense('items', [data.items, width], weights.items),
      dense('dense', [weights.dense.length], weights.dense),
    ],
  };
}

function priorOf(users: Float32Array, width: number, data: RecommendData): UserPrior {
  const { pointer } = data.interactions;
  const moments = Array.from({ length: width }, createMoments);
  for (let user = 0; user < data.users; user++) {
    if (pointer[user] === pointer[user + 1]) continue;
    moments.forEach((own, a) => addMoment(own, users[user * width + a]!));
  }
  const mean = Float32Array.from(moments, meanOf);
  const variance = Float32Array.from(moments, (own) => Math.max(1e-4, deviationOf(own) ** 2));
  return { mean, variance };
}
