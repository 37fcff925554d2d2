import type { FeatureName, IntentFeature } from '#shared/intent/feature-names.ts';
import { m } from '../../../i18n/paraglide/messages.js';

const words: Record<IntentFeature, (inputs: { of: string }) => string> = {
  events: m.intent_feature_events,
  kind: m.intent_feature_kind,
  share: m.intent_feature_kind,
  last: m.intent_feature_last,
  before: m.intent_feature_before,
  pair: m.intent_feature_pair,
  elapsed: m.intent_feature_elapsed,
  sincePrevious: m.intent_feature_since_previous,
  pace: m.intent_feature_pace,
  hour: m.intent_feature_hour,
  weekend: m.intent_feature_weekend,
  items: m.intent_feature_items,
  returns: m.intent_feature_returns,
  returned: m.intent_feature_returned,
  categories: m.intent_feature_categories,
  stays: m.intent_feature_stays,
  moves: m.intent_feature_moves,
  stayed: m.intent_feature_stayed,
  price: m.intent_feature_price,
  meanPrice: m.intent_feature_mean_price,
  sessionsBefore: m.intent_feature_sessions_before,
  purchasesBefore: m.intent_feature_purchases_before,
  rateBefore: m.intent_feature_rate_before,
  sinceBefore: m.intent_feature_since_before,
  context: m.intent_feature_context,
};

/** What a reason is about, in words. */
export function reasonWords({ what, of }: FeatureName): string {
  return words[what]({ of: of ?? '' });
}
