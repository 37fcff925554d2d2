/** What a session's events tell, in the parts by which a change of the probability is told. */
export const intentThemes = [
  'kind',
  'time',
  'clock',
  'item',
  'category',
  'price',
  'user',
  'further',
] as const;
export type IntentTheme = (typeof intentThemes)[number];

/** What is known of a session by the events so far; some are told for each kind, pair of kinds or further column. */
const themes = {
  events: 'kind',
  kind: 'kind',
  share: 'kind',
  last: 'kind',
  before: 'kind',
  pair: 'kind',
  elapsed: 'time',
  sincePrevious: 'time',
  pace: 'time',
  hour: 'clock',
  weekend: 'clock',
  items: 'item',
  returns: 'item',
  returned: 'item',
  categories: 'category',
  stays: 'category',
  moves: 'category',
  stayed: 'category',
  price: 'price',
  meanPrice: 'price',
  sessionsBefore: 'user',
  purchasesBefore: 'user',
  rateBefore: 'user',
  sinceBefore: 'user',
  context: 'further',
} as const satisfies Record<string, IntentTheme>;
type IntentFeature = keyof typeof themes;

/** A column of the features: what it tells, and of which kind (or column) where there are several. */
export type FeatureName = { what: IntentFeature; of: string | null };

export function themeOf({ what }: FeatureName): IntentTheme {
  return themes[what];
}
