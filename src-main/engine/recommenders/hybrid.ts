import type { UserInput } from '#shared/engine/recommend.ts';
import type { Contribution } from '#shared/recommenders/explanation.ts';
import type { Fitted } from './recommender.ts';

export type HybridPart = { model: Fitted; weight: number };

/**
 * Weighted hybrid (Burke 2002): each part's scores are standardised over the catalogue for the user at hand
 * (mean 0, deviation 1), so that parts of different scale count by their weights.
 */
export function hybrid(parts: readonly HybridPart[], items: number): Fitted {
  return {
    score: async (users) => {
      const out = new Float32Array(users.length * items);
      for (const { model, weight } of parts) {
        const scores = await model.score(users);
        for (let u = 0; u < users.length; u++) {
          const own = scores.subarray(u * items, (u + 1) * items);
          const { mean, deviation } = spread(own);
          for (let item = 0; item < items; item++)
            out[u * items + item]! += (weight * (own[item]! - mean)) / deviation;
        }
      }
      return out;
    },
    explain: async (user: UserInput, item) => {
      const merged = new Map<string, Contribution>();
      let exact = true;
      let score = 0;
      for (const { model, weight } of parts) {
        const { mean, deviation } = spread(await model.score([user]));
        const part = await model.explain(user, item);
        exact &&= part.exact;
        const scale = weight / deviation;
        score += scale * (part.score - mean);
        for (const contribution of [
          ...part.contributions,
          { type: 'embedding' as const, amount: -mean },
        ]) {
          add(merged, { ...contribution, amount: contribution.amount * scale });
        }
      }
      return {
        score,
        exact,
        contributions: [...merged.values()].sort((a, b) => b.amount - a.amount),
      };
    },
    vectors: () => ({ users: null, items: null }),
    state: () => [],
  };
}

/** Contributions of the same history item, neighbour or feature are added up over the parts. */
function add(merged: Map<string, Contribution>, contribution: Contribution): void {
  const { amount, ...rest } = contribution;
  const key = JSON.stringify(contribution.type === 'popularity' ? { type: 'popularity' } : rest);
  const known = merged.get(key);
  if (known) known.amount += amount;
  else merged.set(key, contribution);
}

function spread(scores: Float32Array): { mean: number; deviation: number } {
  let sum = 0;
  for (const score of scores) sum += score;
  const mean = sum / scores.length;
  let squares = 0;
  for (const score of scores) squares += (score - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / scores.length) || 1 };
}
