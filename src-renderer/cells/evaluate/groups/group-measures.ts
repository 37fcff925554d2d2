import type { EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import type { GroupGap, GroupResult } from '#shared/model/results/group-results.ts';
import { m } from '../../../i18n/paraglide/messages.js';

type Key = Exclude<keyof GroupResult, 'rows' | 'calibration'>;
type Measure = { key: Key; name: () => string; about?: () => string };

/** Figures of a group that are shown, by what is predicted. */
export const groupMeasures: Record<EvaluateOutput['kind'], readonly Measure[]> = {
  binary: [
    { key: 'observed', name: m.groups_observed, about: m.groups_observed_about },
    { key: 'selected', name: m.groups_selected, about: m.groups_selected_about },
    { key: 'truePositive', name: m.groups_true_positive, about: m.groups_true_positive_about },
    { key: 'falsePositive', name: m.groups_false_positive, about: m.groups_false_positive_about },
    { key: 'precision', name: m.evaluate_precision },
    { key: 'accuracy', name: m.groups_accuracy },
    { key: 'rocAuc', name: m.groups_auc },
    { key: 'bias', name: m.groups_bias, about: m.groups_bias_shares_about },
  ],
  classes: [{ key: 'accuracy', name: m.groups_accuracy }],
  number: [
    { key: 'error', name: m.groups_error, about: m.groups_error_about },
    { key: 'bias', name: m.groups_bias, about: m.groups_bias_about },
  ],
};

const gaps: Record<GroupGap, { name: () => string; tip: () => string }> = {
  demographicParity: { name: m.groups_demographic_parity, tip: m.groups_demographic_parity_about },
  equalOpportunity: { name: m.groups_equal_opportunity, tip: m.groups_equal_opportunity_about },
  equalisedOdds: { name: m.groups_equalised_odds, tip: m.groups_equalised_odds_about },
  accuracy: { name: m.groups_accuracy_gap, tip: m.groups_accuracy_gap_about },
  error: { name: m.groups_error_gap, tip: m.groups_error_gap_about },
};

/** What a difference between groups is called and means. */
export function gapText(gap: GroupGap): { name: string; tip: string } {
  return { name: gaps[gap].name(), tip: gaps[gap].tip() };
}
