import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { createRecommender } from '#shared/export/recommender/recommender.ts';
import { createScorer } from '#shared/export/score.ts';

/** What another processor's exponential may be off, relative to a score above 1. */
const tolerance = 1e-9;

/** Throws where a network's golden rows do not get the scores that travel with them, or its parts do not fit together. */
export function checkGoldenScores(model: ExportedModel): void {
  const scorer = createScorer(model);
  model.golden.forEach(({ row, scores }, at) => {
    const own = scorer.score(row).scores;
    if (own.length !== scores.length || !scores.every((score, place) => isNear(own[place], score)))
      throw new RangeError(
        `golden row ${at + 1} scores ${own.join(', ')} instead of ${scores.join(', ')}`,
      );
  });
}

/** Throws where a recommender's first golden history does not get the list that travels with it, or its parts do not fit together. */
export function checkGoldenList(model: ExportedRecommender): void {
  const { recommend } = createRecommender(model);
  for (const { history, items } of model.golden.slice(0, 1)) {
    const told = recommend({ history, k: Math.max(1, items.length) }).items;
    if (!items.every((item, at) => told[at]?.item === item))
      throw new RangeError('the first golden history gets another list');
  }
}

function isNear(own: number | undefined, score: number): boolean {
  return own !== undefined && Math.abs(own - score) <= tolerance * Math.max(1, Math.abs(score));
}
