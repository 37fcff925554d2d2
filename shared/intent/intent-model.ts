import { boostedScore, type BoostedTrees } from '../trees/boost.ts';
import { centredAt, type Isotonic } from '../statistics/isotonic.ts';
import type { FeatureName } from './feature-names.ts';
import { SessionFeatures, type SessionEvent, type UserHistory } from './session-features.ts';
import { featureNames, type IntentVocabulary } from './vocabulary.ts';

/** Log odds as a weighted sum: `weights` of each feature and `bias`. */
export type LinearScore = { weights: Float64Array; bias: number };

/** What foretells a purchase, learnt. */
export type IntentModel = {
  vocabulary: IntentVocabulary;
  scorer: { type: 'linear'; linear: LinearScore } | { type: 'trees'; trees: BoostedTrees };
  /** From log odds to probability. */
  calibration: Isotonic;
  /** Mean of each feature over what was learnt. */
  means: Float64Array;
};

/** Log odds by the features of one row of `x`, not yet calibrated. */
export function rawScore(
  scorer: IntentModel['scorer'],
  x: Float64Array,
  offset: number,
  columns: number,
): number {
  if (scorer.type === 'trees') return boostedScore(scorer.trees, x, offset);
  const { weights, bias } = scorer.linear;
  let sum = bias;
  for (let column = 0; column < columns; column++) sum += weights[column]! * x[offset + column]!;
  return sum;
}

export type IntentMoment = {
  /** Of a purchase before the session ends. */
  probability: number;
  /** What speaks for and against most: how the log odds differ from where this would be as usual, largest first. */
  reasons: (FeatureName & { amount: number })[];
};

const mostReasons = 4;

/** Probability of a purchase after each event, by that event and those before it. */
export function foretell(
  model: IntentModel,
  events: readonly SessionEvent[],
  history: UserHistory,
): IntentMoment[] {
  const { vocabulary, scorer, calibration, means } = model;
  const names = featureNames(vocabulary);
  const x = new Float64Array(names.length);
  const features = new SessionFeatures(vocabulary, history);
  const groups = [...Map.groupBy(names.keys(), (at) => groupOf(names[at]!.what, names[at]!.of))];
  return events.map((event) => {
    features.add(event, x);
    const score = rawScore(scorer, x, 0, names.length);
    const reasons = groups.map(([, places]) => {
      const { what, of } = names[places.find((place) => x[place] !== 0) ?? places[0]!]!;
      const kept = places.map((place) => x[place]!);
      for (const place of places) x[place] = means[place]!;
      const amount = score - rawScore(scorer, x, 0, names.length);
      places.forEach((place, at) => (x[place] = kept[at]!));
      return { what, of, amount };
    });
    return {
      probability: centredAt(calibration, score),
      reasons: reasons
        .filter(({ amount }) => Math.abs(amount) > 0.005)
        .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
        .slice(0, mostReasons),
    };
  });
}

/** Features that say one thing in several columns change together. */
function groupOf(what: string, of: string | null): string {
  if (what === 'kind' || what === 'share') return `kind ${of!}`;
  if (what === 'context') return `context ${of!.split(' = ')[0]!}`;
  return what === 'last' || what === 'before' || what === 'hour' ? what : `${what} ${of ?? ''}`;
}
