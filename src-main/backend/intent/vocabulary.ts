import type { IntentContext, IntentVocabulary } from '#shared/intent/vocabulary.ts';
import { rocAuc } from '#shared/statistics/auc.ts';
import type { Events, FurtherColumn } from './read-events.ts';
import type { Sessions } from './sessions.ts';

const mostKinds = 12;
const mostPairs = 24;
const mostValues = 12;
/** A column whose value at a session's start ranks the ends this well was written with them in mind. */
const givesAway = 0.97;

export type MadeVocabulary = {
  vocabulary: IntentVocabulary;
  /** Place of each code of kind in the vocabulary; -1 for others. */
  kindPlace: Int32Array;
  /** Further columns in the vocabulary's order, and the place of each code. */
  further: { from: FurtherColumn; places: Int32Array | null }[];
  givenAway: string[];
};

/** What features are made of, by the sessions learnt from. `guarded`: columns that nobody chose. */
export function makeVocabulary(
  events: Events,
  sessions: Sessions,
  learnt: Int32Array,
  { guarded, has }: { guarded: boolean; has: IntentVocabulary['has'] },
): MadeVocabulary {
  const { order, from, to } = sessions;
  const kindCounts = new Float64Array(events.kinds.names.length);
  for (const session of learnt)
    for (let at = from[session]!; at < to[session]!; at++)
      kindCounts[events.kind[order[at]!]!]! += 1;
  const codes = most(kindCounts, mostKinds);
  const kindPlace = new Int32Array(kindCounts.length).fill(-1);
  codes.forEach((code, place) => (kindPlace[code] = place));
  const width = codes.length;
  const pairCounts = new Float64Array(width * width);
  for (const session of learnt)
    for (let at = from[session]! + 1; at < to[session]!; at++) {
      const [a, b] = [at - 1, at].map((one) => kindPlace[events.kind[order[one]!]!]!) as [
        number,
        number,
      ];
      if (a >= 0 && b >= 0) pairCounts[a * width + b]! += 1;
    }
  const pairs = most(pairCounts, mostPairs).map((pair): [number, number] => [
    Math.floor(pair / width),
    pair % width,
  ]);
  const givenAway: string[] = [];
  const kept = events.further.filter((column) => {
    if (!guarded || !tells(column, sessions, learnt)) return true;
    givenAway.push(column.column);
    return false;
  });
  const further = kept.map((column) => placed(column, sessions, learnt));
  return {
    vocabulary: {
      ...{ kinds: codes.map((code) => events.kinds.names[code]!), pairs, has },
      contexts: further.map(({ context }) => context),
      usualGap: usualGap(events, sessions, learnt),
    },
    ...{ kindPlace, further, givenAway },
  };
}

/** Mean of ln(1 + seconds) between two events; 0 without times. */
function usualGap({ time }: Events, { order, from, to }: Sessions, learnt: Int32Array): number {
  if (time === null) return 0;
  let [sum, count] = [0, 0];
  for (const session of learnt)
    for (let at = from[session]! + 1; at < to[session]!; at++) {
      sum += Math.log1p((time[order[at]!]! - time[order[at - 1]!]!) / 1000);
      count += 1;
    }
  return count === 0 ? 0 : sum / count;
}

function most(counts: Float64Array, limit: number): number[] {
  return [...counts.keys()]
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, limit);
}

function placed(
  from: FurtherColumn,
  { order, from: begins }: Sessions,
  learnt: Int32Array,
): { from: FurtherColumn; places: Int32Array | null; context: IntentContext } {
  const { codes, column, values } = from;
  if (codes === null) return { from, places: null, context: { column, values: null } };
  const counts = new Float64Array(codes.names.length);
  for (const session of learnt) {
    const code = values[order[begins[session]!]!]!;
    if (!Number.isNaN(code)) counts[code]! += 1;
  }
  const chosen = most(counts, mostValues);
  const places = new Int32Array(codes.names.length).fill(-1);
  chosen.forEach((code, place) => (places[code] = place));
  const names = chosen.map((code) => codes.names[code]!);
  return { from, places, context: { column, values: names } };
}

/** Whether the value at a session's start all but says how it ends. */
function tells(
  { values }: FurtherColumn,
  { order, from, purchase }: Sessions,
  learnt: Int32Array,
): boolean {
  const bought = (at: number): boolean => purchase[learnt[at]!]! >= 0;
  const own = Float64Array.from(learnt, (session) => values[order[from[session]!]!]!);
  const rates = new Map<number, { sum: number; count: number }>();
  own.forEach((value, at) => {
    const rate = rates.get(value) ?? { sum: 0, count: 0 };
    rate.sum += Number(bought(at));
    rate.count += 1;
    rates.set(value, rate);
  });
  const scores = own.map((value) => {
    const { sum, count } = rates.get(value)!;
    return sum / count;
  });
  return (rocAuc(scores, bought) ?? 0) >= givesAway;
}
