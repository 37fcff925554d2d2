import type { RunLine } from '#shared/model/results/run-line.ts';
import { m } from '../../i18n/paraglide/messages.js';

const metricNames: Record<string, () => string> = {
  loss: m.train_loss,
  auc: m.train_metric_auc,
  accuracy: m.evaluate_accuracy,
  precision: m.evaluate_precision,
  recall: m.evaluate_recall,
  f1: m.evaluate_f1,
  rocAuc: m.evaluate_rocAuc,
  prAuc: m.evaluate_prAuc,
  logLoss: m.evaluate_logLoss,
  brier: m.evaluate_brier,
  mae: m.evaluate_mae,
  rmse: m.evaluate_rmse,
  r2: m.evaluate_r2,
  medianError: m.evaluate_medianError,
  ndcg: m.compare_ndcg,
  hitRate: m.compare_hit_rate,
  recallCapped: m.compare_recall_capped,
  map: m.compare_map,
  mrr: m.compare_mrr,
};

const parts: Record<string, () => string> = {
  train: m.train_part_train,
  validation: m.train_part_validation,
  test: m.runs_part_test,
};

/** A metric's name for reading: `validation auc` is “ROC AUC · Validation”, `ndcg@10` “NDCG@10”. */
export function metricName(name: string): string {
  const words = name.split(' ');
  const [metric = '', k] = (words.at(-1) ?? '').split('@');
  const shown = metricNames[metric]?.() ?? metric;
  if (k !== undefined) return `${shown}@${k}`;
  const part = parts[words.at(-2) ?? '']?.() ?? '';
  return words[0] === 'evaluated'
    ? m.runs_metric_evaluated({ metric: shown, part })
    : m.runs_metric_of({ metric: shown, part });
}

const states: Record<RunLine['state'], () => string> = {
  preparing: m.notebook_run_state_preparing,
  running: m.notebook_run_state_running,
  paused: m.notebook_run_state_paused,
  not_begun: m.notebook_run_state_not_begun,
  finished: m.notebook_run_state_finished,
  early_stopped: m.notebook_run_state_early_stopped,
  stopped: m.notebook_run_state_stopped,
  diverged: m.notebook_run_state_diverged,
  crashed: m.notebook_run_state_crashed,
};

export const stateName = (state: RunLine['state']): string => states[state]();
