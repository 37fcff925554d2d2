import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import type { ConfigOf, Fitted, Recommender } from './recommender.ts';

/** How many of everyone's interactions count beside a segment's own, so that small segments stay sensible. */
const everyone = 20;

/** Most popular items, or most popular in the user's segment; also serves users nobody knows. */
export const popular: Recommender<'popular'> = {
  type: 'popular',
  fit: async (data, config) => count(data, config),
  restore: async (data, config) => count(data, config),
};

function count(data: RecommendData, config: ConfigOf<'popular'>): Fitted {
  const segments = config.bySegment && data.segments ? data.segments : null;
  const groups = segments ? segments.reduce((most, s) => Math.max(most, s), -1) + 1 : 0;
  const overall = new Float32Array(data.items);
  const within = Array.from({ length: groups }, () => new Float32Array(data.items));
  for (let user = 0; user < data.users; user++) {
    const group = within[segments?.[user] ?? -1];
    for (
      let at = data.interactions.pointer[user]!;
      at < data.interactions.pointer[user + 1]!;
      at++
    ) {
      const item = data.interactions.index[at]!;
      overall[item]! += 1;
      if (group) group[item]! += 1;
    }
  }
  const total = overall.reduce((sum, n) => sum + n, 0) || 1;
  const bySegment = within.map((counts) => {
    const size = counts.reduce((sum, n) => sum + n, 0);
    return counts.map(
      (n, item) => ((n + (everyone * overall[item]!) / total) / (size + everyone)) * total,
    );
  });
  const scoresFor = (user: UserInput): Float32Array => bySegment[user.segment ?? -1] ?? overall;
  return {
    score: async (users) => {
      const out = new Float32Array(users.length * data.items);
      users.forEach((user, u) => out.set(scoresFor(user), u * data.items));
      return out;
    },
    explain: async (user, item) => {
      const score = scoresFor(user)[item]!;
      return {
        score,
        exact: true,
        contributions: [{ type: 'popularity', users: overall[item]!, amount: score }],
      };
    },
    vectors: () => ({ users: null, items: null }),
    state: () => [],
  };
}
