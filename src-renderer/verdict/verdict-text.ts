import { recommend } from '#shared/model/cells/recommend.ts';
import type { ActionId, Findings, Verdict, VerdictId } from '#shared/verdict/verdict.ts';
import { metricName, scorerName } from '../cells/evaluate/metric-names.ts';
import { duration, fixed, percent, readable } from '../format/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import { typeName } from '../recommenders/names.ts';

const sentences: { [Id in VerdictId]: (values: Findings[Id]) => string } = {
  diverged: ({ step, value, rate }) =>
    m.verdict_diverged({ step: readable(step), value, rate: readable(rate) }),
  overfitted: ({ train, validation, risingSince }) =>
    risingSince === null
      ? m.verdict_overfitted({ train: readable(train), validation: readable(validation) })
      : m.verdict_overfitted_rising({
          ...{ train: readable(train), validation: readable(validation) },
          epoch: readable(risingSince),
        }),
  still_improving: ({ last, fall }) =>
    m.verdict_still_improving({ last: readable(last), fall: percent(fall) }),
  dropout_explains_gap: ({ train, validation, rate }) =>
    m.verdict_dropout_explains_gap({
      ...{ train: readable(train), validation: readable(validation) },
      rate: percent(rate, 0),
    }),
  well_trained: ({ best, train, validation }) =>
    m.verdict_well_trained({
      ...{ best: readable(best), train: readable(train), validation: readable(validation) },
    }),
  never_predicts: ({ classes, rows }) =>
    m.verdict_never_predicts({ classes: listed(classes), rows: readable(rows) }),
  beaten_by_baseline: (values) => m.verdict_beaten_by_baseline(contest(values)),
  level_with_baseline: (values) => m.verdict_level_with_baseline(contest(values)),
  better_than_baseline: (values) => m.verdict_better_than_baseline(contest(values)),
  few_positives: ({ value, rows, low, high }) =>
    low === null || high === null
      ? m.verdict_few_positives_only({ value, rows: readable(rows) })
      : m.verdict_few_positives({
          ...{ value, rows: readable(rows), low: fixed(low, 2), high: fixed(high, 2) },
        }),
  none_beats_popular: ({ algorithm, k, ratio }) =>
    ratio === null
      ? m.verdict_none_beats_popular_zero({ algorithm: algorithmOf(algorithm), k })
      : m.verdict_none_beats_popular({
          ...{ algorithm: algorithmOf(algorithm), k, ratio: percent(ratio, 0) },
        }),
  lists_collapsed: ({ algorithms, k, coverage, popular }) =>
    m.verdict_lists_collapsed({
      ...{ algorithms: listed(algorithms.map(algorithmOf)), k },
      ...{ coverage: percent(coverage), popular: percent(popular) },
    }),
  repeats_held_out: ({ share }) => m.verdict_repeats_held_out({ share: percent(share, 0) }),
  best_recommender: ({ algorithm, k, hits, ratio }) => {
    const values = { algorithm: algorithmOf(algorithm), k, hits: readable(hits, 2) };
    return ratio === null
      ? m.verdict_best_recommender_only(values)
      : m.verdict_best_recommender({ ...values, more: percent(ratio - 1, 0) });
  },
  vectors_collapsed: ({ rank, dimensions, cosine }) =>
    m.verdict_vectors_collapsed({
      ...{ rank: readable(rank, 2), dimensions: readable(dimensions), cosine: fixed(cosine, 2) },
    }),
  fitted: ({ seconds }) => m.verdict_fitted({ time: duration(seconds) }),
  segments_hardly_apart: ({ silhouette, segments }) =>
    m.verdict_segments_hardly_apart({
      ...{ silhouette: fixed(silhouette, 2), segments: readable(segments) },
    }),
  segments_apart: ({ silhouette, segments }) =>
    (silhouette > clearly ? m.verdict_segments_clearly_apart : m.verdict_segments_apart)({
      ...{ silhouette: fixed(silhouette, 2), segments: readable(segments) },
    }),
};

/** From here on the structure counts as reasonable or strong (Kaufman & Rousseeuw 1990, table 4). */
const clearly = 0.5;

/** A verdict as one sentence in the language of the window. */
export function sentenceOf<Id extends VerdictId>({ id, values }: Verdict<Id>): string {
  return sentences[id](values);
}

const buttons: Record<ActionId, () => string> = {
  lower_rate: m.verdict_do_lower_rate,
  stop_early: m.verdict_do_stop_early,
  more_dropout: m.verdict_do_more_dropout,
  less_dropout: m.verdict_do_less_dropout,
  train_on: m.verdict_do_train_on,
  evaluate: m.verdict_do_evaluate,
  move_threshold: m.verdict_do_move_threshold,
  weight_classes: m.verdict_do_weight_classes,
  use_linear: m.verdict_do_use_linear,
  hold_out_more: m.verdict_do_hold_out_more,
  open_test: m.verdict_do_open_test,
  usual_settings: m.verdict_do_usual_settings,
  try_algorithm: m.verdict_do_try_algorithm,
  tune: m.verdict_do_tune,
  compare: m.verdict_do_compare,
  allow_repeats: m.verdict_do_allow_repeats,
  lists: m.verdict_do_lists,
  fewer_segments: m.verdict_do_fewer_segments,
  without_taste: m.verdict_do_without_taste,
};

/** What the button of an action says. */
export function buttonOf(id: ActionId): string {
  return buttons[id]();
}

function contest(values: Findings['beaten_by_baseline']) {
  const { baseline, ahead, of, metric, own, theirs } = values;
  return {
    ...{ baseline: scorerName(baseline), ahead: readable(ahead), of: readable(of) },
    ...{ metric: metricName(metric), own: figure(own), theirs: figure(theirs) },
  };
}

function figure(value: number): string {
  return Math.abs(value) < 10 ? fixed(value) : readable(value);
}

function algorithmOf(type: string): string {
  const known = recommend.settings.safeParse({ algorithm: { type } });
  return known.success ? typeName(known.data.algorithm.type) : type;
}

function listed(names: readonly string[]): string {
  return names.join(m.verdict_between());
}
