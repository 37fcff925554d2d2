import type { InteractionsOutput, InteractionsSettings } from '#shared/model/cells/interactions.ts';
import type { InteractionPresetName } from '#shared/model/interaction-presets.ts';
import { m } from '../../i18n/paraglide/messages.js';

export const presetNames: Record<InteractionPresetName, () => string> = {
  sample_shop: m.interactions_preset_sample_shop,
  online_retail: m.interactions_preset_online_retail,
  complete_journey: m.interactions_preset_complete_journey,
  otto: m.interactions_preset_otto,
  movielens: m.interactions_preset_movielens,
  goodbooks: m.interactions_preset_goodbooks,
  book_crossing: m.interactions_preset_book_crossing,
  lastfm: m.interactions_preset_lastfm,
  ncf_negative: m.interactions_preset_ncf_negative,
  recbole: m.interactions_preset_recbole,
  ratings: m.interactions_preset_ratings,
  guess: m.interactions_preset_guess,
};

type SplitKind = InteractionsSettings['split']['kind'];

export const splitNames: Record<SplitKind, () => string> = {
  time: m.interactions_split_time,
  last: m.interactions_split_last,
  random: m.interactions_split_random,
  given: m.interactions_split_given,
  none: m.interactions_split_none,
};

export const splitAbouts: Record<SplitKind, () => string> = {
  time: m.interactions_split_time_about,
  last: m.interactions_split_last_about,
  random: m.interactions_split_random_about,
  given: m.interactions_split_given_about,
  none: m.interactions_split_none_about,
};

export const valueNames: Record<InteractionsSettings['value'], () => string> = {
  binary: m.interactions_value_binary,
  sum: m.interactions_value_sum,
  log: m.interactions_value_log,
  latest: m.interactions_value_latest,
};

export const valueAbouts: Record<InteractionsSettings['value'], () => string> = {
  binary: m.interactions_value_binary_about,
  sum: m.interactions_value_sum_about,
  log: m.interactions_value_log_about,
  latest: m.interactions_value_latest_about,
};

type Reason = keyof InteractionsOutput['events']['leftOut'];

/** Why rows were left out, in the order in which they are looked at. */
export const reasonNames: Record<Reason, () => string> = {
  noUser: m.interactions_left_no_user,
  noItem: m.interactions_left_no_item,
  noTime: m.interactions_left_no_time,
  future: m.interactions_left_future,
  notANumber: m.interactions_left_not_a_number,
  returned: m.interactions_left_returned,
  belowMinimum: m.interactions_left_below_minimum,
  worthless: m.interactions_left_worthless,
  repeated: m.interactions_left_repeated,
  rare: m.interactions_left_rare,
};
