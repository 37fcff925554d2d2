import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import type { ConfigOf, Fitted, Recommender } from './recommender.ts';
import { row, rowNorms } from './matrices/sparse.ts';
import { topK } from '#shared/recommenders/fold-in/top-k.ts';
import { transpose } from '#shared/recommenders/fold-in/transpose.ts';
import { weighting } from './factors/weighting.ts';

type Neighbour = { user: number; similarity: number };

/**
 * User-based nearest neighbours: score(u, i) = sum over the k users v nearest to u of sim(u, v) w(v, i)
 * (Resnick et al. 1994, with the cosine of user rows, shrunk). Nobody is their own neighbour.
 */
export const userKnn: Recommender<'userKnn'> = {
  type: 'userKnn',
  fit: async (data, config) => serve(data, config),
  restore: async (data, config) => serve(data, config),
};

function serve(data: RecommendData, config: ConfigOf<'userKnn'>): Fitted {
  const { rows, history } = weighting(data.interactions, data.items, config.similarity);
  const items = transpose(rows, data.items);
  const norms = rowNorms(rows);

  const nearest = (user: UserInput): Neighbour[] => {
    const own = history(user);
    const self = user.user ?? user.before;
    const dots = new Float32Array(data.users);
    let square = 0;
    for (let h = 0; h < own.index.length; h++) {
      square += own.value[h]! ** 2;
      const owners = row(items, own.index[h]!);
      for (let at = 0; at < owners.index.length; at++)
        dots[owners.index[at]!]! += own.value[h]! * owners.value[at]!;
    }
    const norm = Math.sqrt(square);
    for (let other = 0; other < data.users; other++) {
      const dot = dots[other]!;
      dots[other] =
        dot > 0 && other !== self ? dot / (norm * norms[other]! + config.shrink) : -Infinity;
    }
    return Array.from(topK(dots, config.neighbours), (other) => ({
      user: other,
      similarity: dots[other]!,
    }));
  };

  return {
    score: async (users) => {
      const out = new Float32Array(users.length * data.items);
      users.forEach((user, u) => {
        for (const near of nearest(user)) {
          const theirs = row(rows, near.user);
          for (let at = 0; at < theirs.index.length; at++) {
            out[u * data.items + theirs.index[at]!]! += near.similarity * theirs.value[at]!;
          }
        }
      });
      return out;
    },
    explain: async (user, item) => {
      const contributions = nearest(user).flatMap((near) => {
        const theirs = row(rows, near.user);
        const at = theirs.index.indexOf(item);
        return at < 0
          ? []
          : [
              {
                type: 'neighbour' as const,
                user: near.user,
                amount: near.similarity * theirs.value[at]!,
              },
            ];
      });
      contributions.sort((a, b) => b.amount - a.amount);
      return {
        score: contributions.reduce((sum, part) => sum + part.amount, 0),
        exact: true,
        contributions,
      };
    },
    vectors: () => ({ users: null, items: null }),
    state: () => [],
  };
}
