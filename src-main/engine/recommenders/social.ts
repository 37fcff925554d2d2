import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import type { ConfigOf, Fitted, Recommender } from './recommender.ts';
import { row } from './matrices/sparse.ts';

/**
 * What friends have: score(u, i) = sum over friends f of strength(u, f) w(f, i) / |w(f, .)|, friends of friends
 * with a smaller weight. Users without friends get no scores.
 */
export const social: Recommender<'social'> = {
  type: 'social',
  fit: async (data, config) => serve(data, config),
  restore: async (data, config) => serve(data, config),
};

function serve(data: RecommendData, config: ConfigOf<'social'>): Fitted {
  const circle = (user: UserInput): Map<number, number> => {
    const strength = new Map<number, number>();
    const add = (friend: number, amount: number): void => {
      if (friend !== user.user) strength.set(friend, (strength.get(friend) ?? 0) + amount);
    };
    const friends =
      user.friends ??
      (user.user !== null && data.friends ? row(data.friends, user.user).index : []);
    for (const friend of friends) {
      add(friend, 1);
      if (!data.friends || config.secondDegree === 0) continue;
      const theirs = row(data.friends, friend).index;
      for (const other of theirs) add(other, config.secondDegree / theirs.length);
    }
    return strength;
  };

  /** What one member of the circle adds to each item that member has. */
  const share = (
    friend: number,
    strength: number,
  ): { items: Int32Array; amounts: Float32Array } => {
    const own = row(data.interactions, friend);
    const size = Math.sqrt(own.value.reduce((sum, v) => sum + v * v, 0)) || 1;
    return { items: own.index, amounts: own.value.map((v) => (strength * v) / size) };
  };

  return {
    score: async (users) => {
      const out = new Float32Array(users.length * data.items);
      users.forEach((user, u) => {
        for (const [friend, strength] of circle(user)) {
          const { items, amounts } = share(friend, strength);
          items.forEach((item, at) => (out[u * data.items + item]! += amounts[at]!));
        }
      });
      return out;
    },
    explain: async (user, item) => {
      const contributions = [...circle(user)].flatMap(([friend, strength]) => {
        const { items, amounts } = share(friend, strength);
        const at = items.indexOf(item);
        return at < 0 ? [] : [{ type: 'friend' as const, user: friend, amount: amounts[at]! }];
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
