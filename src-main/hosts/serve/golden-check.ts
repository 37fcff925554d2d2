import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { createRecommender } from '#shared/export/recommender/recommender.ts';
import { createScorer } from '#shared/export/score.ts';

/** What another processor's exponential may be off, relative to a score above 1. */
const tolerance = 1e-9;

/** Whether a network's golden rows get the scores that travel with them. */
export function givesGoldenScores(model: ExportedModel): boolean {
  return isSound(() => {
    const scorer = createScorer(model);
    return model.golden.every(({ row, scores }) => {
      const own = scorer.score(row).scores;
      return own.length === scores.length && scores.every((score, at) => isNear(own[at], score));
    });
  });
}

/** Whether a recommender's first golden history gets the list that travels with it. */
export function givesGoldenList(model: ExportedRecommender): boolean {
  return isSound(() => {
    const { recommend } = createRecommender(model);
    return model.golden.slice(0, 1).every(({ history, items }) => {
      const told = recommend({ history, k: Math.max(1, items.length) }).items;
      return items.every((item, at) => told[at]?.item === item);
    });
  });
}

/** What does not fit together throws: that is an answer here, and the schema says more of it. */
function isSound(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

function isNear(own: number | undefined, score: number): boolean {
  return own !== undefined && Math.abs(own - score) <= tolerance * Math.max(1, Math.abs(score));
}
