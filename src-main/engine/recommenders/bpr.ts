import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import { createRandom } from '#shared/random/index.ts';
import { foldInBpr, hasItem } from '#shared/recommenders/fold-in/bpr.ts';
import { BprRows, slicePairs } from './factors/bpr-rows.ts';
import { scoreByVectors } from './factors/factors.ts';
import { normals } from './factors/random.ts';
import type { ConfigOf, FitContext, Fitted, Recommender } from './recommender.ts';
import { row } from './matrices/sparse.ts';
import { dense, tensorFrom } from '#shared/recommenders/state.ts';

type Config = ConfigOf<'bpr'>;

/**
 * Matrix factorisation learnt by Bayesian personalised ranking: stochastic gradient ascent on
 * ln sigmoid(<u, i> - <u, j>), i drawn from the interactions, j from the user's other items, with an item bias
 * (Rendle et al. 2009). The bias is the last column of the item vectors; user vectors end in 1.
 */
export const bpr: Recommender<'bpr'> = {
  type: 'bpr',
  fit: async (data, config, context) => {
    const learnt = await ascend(data, config, context);
    return serve(data, config, learnt.users, learnt.items);
  },
  restore: async (data, config, state) =>
    serve(data, config, tensorFrom(state, 'users').data, tensorFrom(state, 'items').data),
};

async function ascend(
  data: RecommendData,
  config: Config,
  context: FitContext,
): Promise<{ users: Float32Array; items: Float32Array }> {
  const width = config.factors + 1;
  const rows = new BprRows(data, config.factors);
  const deviation = 0.1 / Math.sqrt(config.factors);
  rows.start(
    normals(data.users * width, deviation, context.seed),
    normals(data.items * width, deviation, context.seed + 1),
  );
  const { pointer, index } = data.interactions;
  const owner = new Int32Array(index.length);
  for (let u = 0; u < data.users; u++) owner.fill(u, pointer[u], pointer[u + 1]);
  const random = createRandom(context.seed + 2);
  const pairs = index.length;
  const { learningRate, regularisation, epochs } = config;
  for (let epoch = 0; epoch < epochs; epoch++) {
    let loss = 0;
    for (let from = 0; from < pairs; from += slicePairs) {
      let drawn = 0;
      for (let step = from; step < Math.min(pairs, from + slicePairs); step++) {
        const at = random.below(pairs);
        const user = owner[at]!;
        // As in implicit: negatives are drawn by popularity, and skipped where the user has them.
        const other = index[random.below(pairs)]!;
        if (hasItem(index, pointer[user]!, pointer[user + 1]!, other)) continue;
        rows.drawn[3 * drawn] = user;
        rows.drawn[3 * drawn + 1] = index[at]!;
        rows.drawn[3 * drawn + 2] = other;
        drawn += 1;
      }
      loss += rows.learn(drawn, learningRate, regularisation);
      await context.progress(epoch + from / pairs, epochs, null);
    }
    await context.progress(epoch + 1, epochs, loss / Math.max(1, pairs));
  }
  return { users: rows.users(), items: rows.items() };
}

function serve(
  data: RecommendData,
  config: Config,
  users: Float32Array,
  items: Float32Array,
): Fitted {
  const width = config.factors + 1;

  const vectorOf = (user: UserInput): Float32Array =>
    user.user === null
      ? foldInBpr(config, items, data.items, user.items)
      : users.subarray(user.user * width, (user.user + 1) * width);

  return {
    score: async (inputs) => scoreByVectors(inputs.map(vectorOf), items, data.items, width),
    // The user vector is a weighted sum of item differences; what is owned counts by its likeness to the item.
    explain: async (user, item) => {
      const own = user.user === null ? user.items : row(data.interactions, user.user).index;
      const vector = vectorOf(user);
      const bias = items[item * width + config.factors]!;
      const score = dot(vector, items, 0, item * width, width);
      const likeness = Array.from(own, (owned) =>
        Math.max(0, dot(items, items, owned * width, item * width, config.factors)),
      );
      const total = likeness.reduce((sum, n) => sum + n, 0);
      const contributions = Array.from(own, (owned, at) => ({
        type: 'history' as const,
        item: owned,
        amount: total > 0 ? ((score - bias) * likeness[at]!) / total : 0,
      })).sort((a, b) => b.amount - a.amount);
      return {
        score,
        exact: false,
        contributions: [...contributions, { type: 'popularity', users: 0, amount: bias }],
      };
    },
    vectorOf,
    vectors: () => ({
      users: { columns: width, value: users },
      items: { columns: width, value: items },
    }),
    state: () => [
      dense('users', [data.users, width], users),
      dense('items', [data.items, width], items),
    ],
  };
}

function dot(
  x: Float32Array,
  y: Float32Array,
  from: number,
  other: number,
  length: number,
): number {
  let sum = 0;
  for (let a = 0; a < length; a++) sum += x[from + a]! * y[other + a]!;
  return sum;
}
