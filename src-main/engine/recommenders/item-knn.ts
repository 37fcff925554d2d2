import type { RecommendData, SparseRows } from '#shared/engine/recommend.ts';
import { scoreHistories } from './factors/item-weights.ts';
import type { ConfigOf, FitContext, Fitted, Recommender } from './recommender.ts';
import { row, rowNorms } from './matrices/sparse.ts';
import { topK } from '#shared/recommenders/fold-in/top-k.ts';
import { transpose } from '#shared/recommenders/fold-in/transpose.ts';
import { sparseFromState, sparseToState } from '#shared/recommenders/state.ts';
import { weighting } from './factors/weighting.ts';

/**
 * Item-based nearest neighbours: score(u, i) = sum over u's items j of w(u, j) sim(j, i), with the cosine of
 * item columns, shrunk, cut to the k nearest of each item (Sarwar et al. 2001; Deshpande & Karypis 2004).
 */
export const itemKnn: Recommender<'itemKnn'> = {
  type: 'itemKnn',
  fit: async (data, config, context) =>
    serve(data, config, await neighbours(data, config, context)),
  restore: async (data, config, state) => serve(data, config, sparseFromState(state, 'similar')),
};

/** Work between two looks at the messages. */
const sliceMs = 25;

async function neighbours(
  data: RecommendData,
  config: ConfigOf<'itemKnn'>,
  context: FitContext,
): Promise<SparseRows> {
  const { rows: users } = weighting(data.interactions, data.items, config.similarity);
  const items = transpose(users, data.items);
  const norms = rowNorms(items);
  const dots = new Float32Array(data.items);
  const pointer = new Int32Array(data.items + 1);
  const index: Int32Array[] = [];
  const value: Float32Array[] = [];
  let paused = performance.now();
  for (let item = 0; item < data.items; item++) {
    dots.fill(0);
    const buyers = row(items, item);
    for (let b = 0; b < buyers.index.length; b++) {
      const basket = row(users, buyers.index[b]!);
      for (let at = 0; at < basket.index.length; at++)
        dots[basket.index[at]!]! += buyers.value[b]! * basket.value[at]!;
    }
    dots[item] = 0;
    for (let other = 0; other < data.items; other++) {
      const dot = dots[other]!;
      dots[other] = dot > 0 ? dot / (norms[item]! * norms[other]! + config.shrink) : -Infinity;
    }
    const nearest = topK(dots, config.neighbours).sort((a, b) => a - b);
    index.push(nearest);
    value.push(Float32Array.from(nearest, (other) => dots[other]!));
    pointer[item + 1] = pointer[item]! + nearest.length;
    if (performance.now() - paused < sliceMs) continue;
    await context.progress(item + 1, data.items, null);
    paused = performance.now();
  }
  return {
    pointer,
    index: joinInts(index, pointer[data.items]!),
    value: joinFloats(value, pointer[data.items]!),
  };
}

function serve(data: RecommendData, config: ConfigOf<'itemKnn'>, similar: SparseRows): Fitted {
  // Rows of `similar` are the neighbours each item scores by; a history item contributes to those that list it.
  const reach = transpose(similar, data.items);
  const { history: histories } = weighting(data.interactions, data.items, config.similarity);
  return {
    score: async (users) =>
      scoreHistories(users, data.items, histories, (item) => row(reach, item)),
    explain: async (user, item) => explainBySimilar(item, similar, histories(user)),
    vectors: () => ({ users: null, items: null }),
    state: () => sparseToState(similar, 'similar'),
  };
}

function explainBySimilar(
  item: number,
  similar: SparseRows,
  history: { index: Int32Array; value: Float32Array },
): Awaited<ReturnType<Fitted['explain']>> {
  const near = row(similar, item);
  const weightOf = new Map(Array.from(near.index, (other, at) => [other, near.value[at]!]));
  const contributions = Array.from(history.index, (owned, at) => ({
    type: 'history' as const,
    item: owned,
    amount: (weightOf.get(owned) ?? 0) * history.value[at]!,
  })).filter((part) => part.amount !== 0);
  contributions.sort((a, b) => b.amount - a.amount);
  return {
    score: contributions.reduce((sum, part) => sum + part.amount, 0),
    exact: true,
    contributions,
  };
}

function joinInts(parts: readonly Int32Array[], length: number): Int32Array {
  const out = new Int32Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function joinFloats(parts: readonly Float32Array[], length: number): Float32Array {
  const out = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
