/** What is known of a session by the events so far; some are told for each kind, pair of kinds or further column. */
export const intentFeatures = [
  'events',
  'kind',
  'share',
  'last',
  'before',
  'pair',
  'elapsed',
  'sincePrevious',
  'pace',
  'hour',
  'weekend',
  'items',
  'returns',
  'returned',
  'categories',
  'stays',
  'moves',
  'stayed',
  'price',
  'meanPrice',
  'sessionsBefore',
  'purchasesBefore',
  'rateBefore',
  'sinceBefore',
  'context',
] as const;
export type IntentFeature = (typeof intentFeatures)[number];

/** A column of the features: what it tells, and of which kind (or column) where there are several. */
export type FeatureName = { what: IntentFeature; of: string | null };
