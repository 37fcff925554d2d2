import { boostedScore, type BoostedTrees } from '../trees/boost.ts';
import { centredAt, type Isotonic } from '../statistics/isotonic.ts';
import { themeOf, type IntentTheme } from './feature-names.ts';
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
  /** Mean of each feature right after the first event of what was learnt. */
  first: Float64Array;
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
  /**
   * What moved the log odds since the event before (a usual first event for the first one), largest first: by how much they
   * would differ had only this stayed as it was. `of` names the column where there are several.
   */
  reasons: { theme: IntentTheme; of: string | null; amount: number }[];
};

/** Probability of a purchase after each event, by that event and those before it. */
export function foretell(
  { vocabulary, scorer, calibration, first }: IntentModel,
  events: readonly SessionEvent[],
  history: UserHistory,
): IntentMoment[] {
  const names = featureNames(vocabulary);
  const columns = names.length;
  const features = new SessionFeatures(vocabulary, history);
  const themes = [
    ...Map.groupBy(names.keys(), (at) => {
      const name = names[at]!;
      return themeOf(name) === 'further' ? `further ${furtherOf(name.of!)}` : themeOf(name);
    }).values(),
  ];
  let before = first;
  return events.map((event) => {
    const x = new Float64Array(columns);
    features.add(event, x);
    const score = rawScore(scorer, x, 0, columns);
    const held = x.slice();
    const reasons = themes.map((places) => {
      for (const place of places) held[place] = before[place]!;
      const amount = score - rawScore(scorer, held, 0, columns);
      for (const place of places) held[place] = x[place]!;
      const name = names[places[0]!]!;
      const theme = themeOf(name);
      return { theme, of: theme === 'further' ? furtherOf(name.of!) : null, amount };
    });
    before = x;
    return {
      probability: centredAt(calibration, score),
      reasons: reasons
        .filter(({ amount }) => Math.abs(amount) >= 0.01)
        .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount)),
    };
  });
}

/** The column of a feature that stands for one of its values. */
function furtherOf(of: string): string {
  return of.split(' = ')[0]!;
}
