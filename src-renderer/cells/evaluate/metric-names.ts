import type { EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import type { Estimate } from '#shared/model/results/metrics.ts';
import { m } from '../../i18n/paraglide/messages.js';

type Scored = EvaluateOutput['model'];
/** `highest` is where the scale ends by nature; null where it has no end. */
type Metric = {
  name: () => string;
  about: () => string;
  highest: number | null;
  lowerIsBetter?: boolean;
};

const metrics: Record<string, Metric> = {
  rocAuc: { name: m.evaluate_rocAuc, about: m.evaluate_rocAuc_about, highest: 1 },
  prAuc: { name: m.evaluate_prAuc, about: m.evaluate_prAuc_about, highest: 1 },
  accuracy: { name: m.evaluate_accuracy, about: m.evaluate_accuracy_about, highest: 1 },
  precision: { name: m.evaluate_precision, about: m.evaluate_precision_about, highest: 1 },
  recall: { name: m.evaluate_recall, about: m.evaluate_recall_about, highest: 1 },
  f1: { name: m.evaluate_f1, about: m.evaluate_f1_about, highest: 1 },
  logLoss: {
    name: m.evaluate_logLoss,
    about: m.evaluate_logLoss_about,
    highest: null,
    lowerIsBetter: true,
  },
  brier: {
    name: m.evaluate_brier,
    about: m.evaluate_brier_about,
    highest: null,
    lowerIsBetter: true,
  },
  rmse: { name: m.evaluate_rmse, about: m.evaluate_rmse_about, highest: null, lowerIsBetter: true },
  mae: { name: m.evaluate_mae, about: m.evaluate_mae_about, highest: null, lowerIsBetter: true },
  medianError: {
    name: m.evaluate_medianError,
    about: m.evaluate_medianError_about,
    highest: null,
    lowerIsBetter: true,
  },
  r2: { name: m.evaluate_r2, about: m.evaluate_r2_about, highest: 1 },
};

const scorers = {
  model: m.evaluate_name_model,
  majority: m.evaluate_name_majority,
  mean: m.evaluate_name_mean,
  logistic: m.evaluate_name_logistic,
  linear: m.evaluate_name_linear,
  trees: m.evaluate_name_trees,
};

/** What a predictor is called in the language of the window. */
export function scorerName(name: Scored['name']): string {
  return scorers[name]();
}

/** What a metric is called in the language of the window. */
export function metricName(key: string): string {
  return metrics[key]?.name() ?? key;
}

export type MetricRow = Metric & { key: string; values: (Estimate | null)[] };

/** One row per metric of the label's kind, one value per predictor; a metric that is not defined keeps its row. */
export function metricRows({ model, baselines }: EvaluateOutput): MetricRow[] {
  return Object.entries(metrics).flatMap(([key, metric]) => {
    const values = [model, ...baselines].map((one) => estimate(one, key));
    return values[0] ? [{ ...metric, key, values }] : [];
  });
}

function estimate(scored: Scored, key: string): Estimate | null {
  const all = Object.entries({ ...scored.classification, ...scored.regression });
  return all.find(([name]) => name === key)?.[1] ?? null;
}
