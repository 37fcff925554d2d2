import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { faultError } from '#shared/export/fault-error.ts';
import { prediction } from '#shared/export/prediction.ts';
import { objectReader } from '#shared/export/read-row.ts';
import { createScorer } from '#shared/export/score.ts';
import type { Prediction } from '#shared/export/service-types.ts';
import { isObject, wrongForm } from './body.ts';
import { description } from './description.ts';
import { modelView } from './model-view.ts';
import type { Service } from './service.ts';

/** Serves a network: scores rows. */
export function predictService(model: ExportedModel, mostRows: number): Service {
  const predict = createPredict(model, mostRows);
  const about = { name: model.name, weights: model.source.weightsHash };
  return {
    ...about,
    path: '/v1/predict',
    about: `Scores rows with the network trained in “${model.source.notebook}”.`,
    answer(body) {
      const predictions = predict(body);
      return { told: { model: about, predictions }, unknown: predictions.map((one) => one.unseen) };
    },
    view: modelView(model),
    operation: async () => (await description()).predictOperation(model, mostRows),
  };
}

/** Scores the rows of a request's JSON, all or none. Throws request_json, request_empty, request_rows and score_value. */
function createPredict(model: ExportedModel, mostRows: number): (body: unknown) => Prediction[] {
  const read = objectReader(model);
  const scorer = createScorer(model);
  return (body) => {
    const rows = rowsOf(body);
    if (rows.length === 0) throw new PortraitError('request_empty');
    if (rows.length > mostRows) {
      throw new PortraitError('request_rows', { rows: rows.length, most: mostRows });
    }
    return rows.map((given, at) => {
      if (!isObject(given)) throw wrongForm(`row ${at + 1} is no object`);
      const result = read(given);
      if ('fault' in result) throw faultError(result.fault, at + 1);
      return prediction(model, scorer.score(result.row));
    });
  };
}

function rowsOf(body: unknown): unknown[] {
  if (!isObject(body)) throw wrongForm('no object with “rows”');
  const unknown = Object.keys(body).find((key) => key !== 'rows');
  if (unknown !== undefined) throw wrongForm(`“${unknown}” is not known`);
  const { rows } = body;
  if (!Array.isArray(rows)) throw wrongForm('“rows” is no list');
  return rows;
}
