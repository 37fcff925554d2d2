import type { SparseRows, UserInput } from '#shared/engine/recommend.ts';
import { row } from '../matrices/sparse.ts';

type Row = { index: Int32Array; value: Float32Array };

/**
 * The history each user is scored by: the fitted (possibly re-weighted) row of a known user, else what is given.
 */
export function historyRows(weighted: SparseRows): (user: UserInput) => Row {
  return (user) =>
    user.user === null ? { index: user.items, value: user.weights } : row(weighted, user.user);
}

/** Scores that are sums over the history: score(u, .) = sum of w(u, j) * weights(j, .). */
export function scoreHistories(
  users: readonly UserInput[],
  items: number,
  history: (user: UserInput) => Row,
  weights: (item: number) => Row,
): Float32Array {
  const out = new Float32Array(users.length * items);
  users.forEach((user, u) => {
    const base = u * items;
    const own = history(user);
    for (let h = 0; h < own.index.length; h++) {
      const weight = own.value[h]!;
      const reached = weights(own.index[h]!);
      for (let at = 0; at < reached.index.length; at++)
        out[base + reached.index[at]!]! += weight * reached.value[at]!;
    }
  });
  return out;
}
