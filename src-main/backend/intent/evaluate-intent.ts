import type { IntentOutput } from '#shared/model/cells/intent.ts';
import type { Random } from '#shared/random/index.ts';
import { aucInterval } from '#shared/statistics/auc-interval.ts';
import { rocAuc } from '#shared/statistics/auc.ts';
import { proportionInterval } from '#shared/statistics/proportion-interval.ts';
import type { Moments } from './moments.ts';

/** Moments with the probability said at each, and what the rule by the latest kind says. */
export type Foretold = { moments: Moments; probability: Float64Array; rule: Float64Array };

const afterEvents = [1, 2, 3, 5, 8, 12];
const afterShares = [0.25, 0.5, 0.75, 1];
const bins = 10;
const fewestOfEach = 10;

/** How well probabilities tell the ends apart after so many events, and after a share of each session's events. */
export function earlyLift({ moments, probability, rule }: Foretold): IntentOutput['early'] {
  const { count, events, of, bought } = moments;
  const all = [...Array(count).keys()];
  const at = (chosen: number[], events: number | null, share: number | null) => {
    const scores = Float64Array.from(chosen, (moment) => probability[moment]!);
    const rules = Float64Array.from(chosen, (moment) => rule[moment]!);
    const isBought = (row: number): boolean => bought[chosen[row]!] === 1;
    const purchases = chosen.filter((moment) => bought[moment] === 1).length;
    const enough = Math.min(purchases, chosen.length - purchases) >= fewestOfEach;
    return {
      ...{ events, share, sessions: chosen.length, purchases },
      auc: enough
        ? aucInterval(
            scores.filter((_, row) => isBought(row)),
            scores.filter((_, row) => !isBought(row)),
          )
        : { value: null, low: null, high: null },
      rule: enough ? rocAuc(rules, isBought) : null,
      lift: enough ? liftOf(scores, isBought, purchases) : null,
    };
  };
  return [
    ...afterEvents.map((number) =>
      at(
        all.filter((moment) => events[moment] === number),
        number,
        null,
      ),
    ),
    ...afterShares.map((share) =>
      at(
        all.filter((moment) => events[moment] === Math.ceil(share * of[moment]!)),
        null,
        share,
      ),
    ),
  ].filter(({ sessions }) => sessions > 0);
}

/** Share of purchases in the tenth with the highest scores over that of all; ties take their part. */
function liftOf(
  scores: Float64Array,
  isBought: (row: number) => boolean,
  purchases: number,
): number {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  const tenth = scores.length / 10;
  const edge = scores[order[Math.ceil(tenth) - 1]!]!;
  const above = order.filter((row) => scores[row]! > edge);
  const level = order.filter((row) => scores[row] === edge);
  const found = above.filter(isBought).length;
  const rest = level.filter(isBought).length;
  const hits = found + rest * ((tenth - above.length) / level.length);
  return hits / tenth / (purchases / scores.length);
}

/** Bins of equal size, by probability, over one moment a session. */
export function reliabilityOf(
  { moments, probability }: Foretold,
  base: number,
  random: Random,
): IntentOutput['reliability'] {
  const chosen = [...momentsBySession(moments).values()].map(
    (own) => own[random.below(own.length)]!,
  );
  chosen.sort((a, b) => probability[a]! - probability[b]! || a - b);
  const count = chosen.length;
  const bought = (moment: number): number => moments.bought[moment]!;
  const mean = (of: number[], value: (moment: number) => number): number =>
    of.reduce((sum, moment) => sum + value(moment), 0) / of.length;
  const found = Array.from({ length: bins }, (_, bin) =>
    chosen.slice(Math.floor((bin * count) / bins), Math.floor(((bin + 1) * count) / bins)),
  )
    .filter((own) => own.length > 0)
    .map((own) => {
      const hits = own.reduce((sum, moment) => sum + bought(moment), 0);
      return {
        ...{ predicted: mean(own, (moment) => probability[moment]!), observed: hits / own.length },
        ...{ ...proportionInterval(hits, own.length), count: own.length },
      };
    });
  return {
    ...{ bins: found, sessions: count },
    error: found.reduce(
      (sum, bin) => sum + (bin.count / count) * Math.abs(bin.predicted - bin.observed),
      0,
    ),
    brier: mean(chosen, (moment) => (probability[moment]! - bought(moment)) ** 2),
    baseBrier: mean(chosen, (moment) => (base - bought(moment)) ** 2),
  };
}

/** Moments of each session, in order. */
export function momentsBySession({ session }: Moments): Map<number, number[]> {
  const found = new Map<number, number[]>();
  session.forEach((one, moment) => {
    const own = found.get(one);
    if (own) own.push(moment);
    else found.set(one, [moment]);
  });
  return found;
}
