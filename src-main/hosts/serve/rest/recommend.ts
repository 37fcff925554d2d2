import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { createRecommender } from '#shared/export/recommender/recommender.ts';
import { RequestError } from '#shared/export/recommender/request.ts';
import { shownValue } from '#shared/export/shown-value.ts';
import { isObject, wrongForm } from './body.ts';
import { description } from './description.ts';
import type { Service } from './service.ts';

/** Serves a recommender: the best items for a history. */
export function recommendService(model: ExportedRecommender): Service {
  const runtime = createRecommender(model);
  const { name, source, algorithm, items, users } = model;
  const about = { name, weights: source.address };
  return {
    ...about,
    path: '/v1/recommend',
    about: `Recommends with “${name}” (${algorithm.type}) of “${source.notebook}”.`,
    answer(body) {
      if (!isObject(body)) throw wrongForm('no object with “history”');
      const told = recommended(() => runtime.recommend({ ...body }));
      const unknown = told.unknown.length > 0 ? ['history'] : [];
      return { told: { model: about, ...told }, unknown: [unknown] };
    },
    view: { name, algorithm, items: items.ids.length, users, source },
    operation: async () => (await description()).recommendOperation(model),
  };
}

/** Throws `score_*` naming field and place where a request cannot be read. */
function recommended<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const { row, field, found, expected, kind } = error.fault;
    const place = { row, column: field };
    if (kind === 'unknown') throw new PortraitError('score_unknown', place);
    throw new PortraitError('score_value', { ...place, value: shownValue(found), expected });
  }
}
