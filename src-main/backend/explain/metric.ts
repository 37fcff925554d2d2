import type { ImportanceResult } from '#shared/model/results/importance.ts';
import type { FittedLabel } from '#shared/model/prep.ts';
import { rankScores } from '#shared/statistics/auc.ts';
import { likeliest, numberMetrics, rankingScores } from '../evaluate/index.ts';

/** A score of predictions where more is better; of drawn rows by how often each was drawn, null where it has no value. */
export type Metric = {
  name: ImportanceResult['metric'];
  on: (actual: Float64Array, scores: Float64Array) => (weights: Int32Array | null) => number | null;
};

/** ROC AUC for two classes, accuracy for several, R² for numbers: none needs a threshold. */
export function metricOf({ kind, classes }: Pick<FittedLabel, 'kind' | 'classes'>): Metric {
  if (kind === 'number') {
    return {
      name: 'r2',
      on: (actual, scores) => {
        const measure = numberMetrics(actual, scores);
        return (weights) => measure(weights).r2;
      },
    };
  }
  if (kind === 'binary') {
    return {
      name: 'rocAuc',
      on: (actual, scores) => {
        const codes = Uint8Array.from(actual);
        const ranking = rankScores(scores);
        return (weights) => rankingScores(ranking, codes, weights).rocAuc;
      },
    };
  }
  return {
    name: 'accuracy',
    on: (actual, scores) => {
      const right = likeliest(scores, classes.length).map((code, row) =>
        code === actual[row] ? 1 : 0,
      );
      return (weights) => share(right, weights);
    },
  };
}

function share(right: Uint8Array, weights: Int32Array | null): number | null {
  let sum = 0;
  let count = 0;
  right.forEach((one, row) => {
    const weight = weights === null ? 1 : weights[row]!;
    sum += one * weight;
    count += weight;
  });
  return count === 0 ? null : sum / count;
}
