import type { RecommendData, SparseRows } from '#shared/engine/recommend.ts';
import { DenseRows } from './matrices/dense-rows.ts';
import { historyRows } from './factors/item-weights.ts';
import { dense, tensorFrom } from '#shared/recommenders/state.ts';
import type { Fitted, Recommender } from './recommender.ts';
import { row } from './matrices/sparse.ts';

/** Share of progress that is the matrix of common users; the rest is its inverse. */
const gramShare = 0.2;
/** Products between two looks at the messages. */
const sliceProducts = 1_000_000;
/** Values written between two looks at the messages. */
const sliceValues = 2_000_000;

/**
 * EASE: item-item weights B with zero diagonal in closed form: P = (X'X + lambda I)^-1, B = -P / diag(P)
 * column-wise (Steck 2019, arXiv 1905.03375). Scores are X_u B.
 * @throws IllConditioned where the inverse cannot be right, cancelled
 */
export const ease: Recommender<'ease'> = {
  type: 'ease',
  fit: async (data, config, context) => {
    const gram = await gramMatrix(data.interactions, data.items, (done) =>
      context.progress(done * gramShare, 1, null),
    );
    for (let i = 0; i < data.items; i++) gram[i * data.items + i]! += config.lambda;
    const weights = await context.linalg.inverse(gram, data.items, (done) =>
      context.progress(gramShare + done * (1 - gramShare), 1, null),
    );
    await toWeights(weights, data.items, () => context.progress(1, 1, null));
    return serve(data, new DenseRows(data.items, weights));
  },
  restore: async (data, _config, state) =>
    serve(data, new DenseRows(data.items, tensorFrom(state, 'weights').data)),
};

/** P to -P / diag(P) column-wise with a zero diagonal, in place. */
async function toWeights(
  precision: Float32Array,
  items: number,
  pace: () => Promise<void>,
): Promise<void> {
  const diagonal = Float64Array.from({ length: items }, (_, i) => precision[i * items + i]!);
  const rows = Math.max(1, Math.floor(sliceValues / items));
  for (let i = 0, at = 0; i < items; i++) {
    for (let j = 0; j < items; j++, at++)
      precision[at] = i === j ? 0 : -precision[at]! / diagonal[j]!;
    if ((i + 1) % rows === 0) await pace();
  }
}

/** X'X from sparse rows: dense [items, items]. */
async function gramMatrix(
  rows: SparseRows,
  items: number,
  pace: (done: number) => Promise<void>,
): Promise<Float64Array> {
  const gram = new Float64Array(items * items);
  // The system gives memory when it is first written to: better a piece at a time than all at the first products.
  for (let from = 0; from < gram.length; from += sliceValues) {
    gram.fill(0, from, from + sliceValues);
    await pace(0);
  }
  const users = rows.pointer.length - 1;
  let products = 0;
  for (let user = 0; user < users; user++) {
    const own = row(rows, user);
    for (let a = 0; a < own.index.length; a++) {
      const base = own.index[a]! * items;
      const weight = own.value[a]!;
      for (let b = 0; b < own.index.length; b++)
        gram[base + own.index[b]!]! += weight * own.value[b]!;
      products += own.index.length;
      if (products < sliceProducts) continue;
      products = 0;
      await pace(user / users);
    }
  }
  return gram;
}

function serve(data: RecommendData, weights: DenseRows): Fitted {
  const { items } = data;
  const history = historyRows(data.interactions);
  return {
    score: async (users) => {
      const out = new Float32Array(users.length * items);
      users.forEach((user, u) =>
        weights.sum(history(user), out.subarray(u * items, (u + 1) * items)),
      );
      return out;
    },
    explain: async (user, item) => {
      const own = history(user);
      const contributions = Array.from(own.index, (owned, at) => ({
        type: 'history' as const,
        item: owned,
        amount: own.value[at]! * weights.at(owned, item),
      }));
      contributions.sort((a, b) => b.amount - a.amount);
      return {
        score: contributions.reduce((sum, part) => sum + part.amount, 0),
        exact: true,
        contributions,
      };
    },
    vectors: () => ({ users: null, items: null }),
    state: () => [dense('weights', [items, items], weights.values())],
  };
}
