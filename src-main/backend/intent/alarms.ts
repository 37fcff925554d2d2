import { largest } from '#shared/statistics/extremes.ts';
import type { IntentOutput } from '#shared/model/cells/intent.ts';
import { proportionInterval } from '#shared/statistics/proportion-interval.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { momentsBySession, type Foretold } from './evaluate-intent.ts';
import type { Events } from './read-events.ts';
import type { Sessions } from './sessions.ts';

/** Shares of sessions that one may want to be told of. */
const wanted = [0.05, 0.1, 0.2, 0.3];

/**
 * What comes of telling of every session as soon as its probability passes a threshold: those that the wanted share of
 * validation sessions passes.
 */
export function alarmsOf(
  validation: Foretold,
  test: Foretold,
  sessions: Sessions,
  { time }: Events,
): IntentOutput['alarms'] {
  const highest = [...momentsBySession(validation.moments).values()]
    .map((own) => largest(own.map((moment) => validation.probability[moment]!)))
    .sort((a, b) => a - b);
  const thresholds = new Set(wanted.map((share) => quantile(highest, 1 - share)!));
  const all = [...momentsBySession(test.moments)];
  const { order, purchase } = sessions;
  const buyers = all.filter(([session]) => purchase[session]! >= 0).length;
  return [...thresholds].map((threshold) => {
    const told = all.flatMap(([session, own]) => {
      const first = own.find((moment) => test.probability[moment]! >= threshold);
      return first === undefined ? [] : [{ session, moment: first }];
    });
    const right = told.filter(({ session }) => purchase[session]! >= 0);
    const ahead = right.map(
      ({ moment }) => test.moments.of[moment]! - test.moments.events[moment]! + 1,
    );
    const minutes =
      time === null
        ? []
        : right.map(({ session, moment }) => {
            const at = time[order[test.moments.at[moment]!]!]!;
            return (time[order[purchase[session]!]!]! - at) / 60_000;
          });
    const median = (values: number[]): number | null =>
      quantile(
        values.sort((a, b) => a - b),
        0.5,
      );
    return {
      ...{ threshold, told: told.length / all.length },
      right: share(right.length, told.length),
      found: share(right.length, buyers),
      ...{ eventsAhead: median(ahead), minutesAhead: median(minutes) },
    };
  });
}

function share(hits: number, of: number): { value: number | null; low: number; high: number } {
  return { value: of === 0 ? null : hits / of, ...proportionInterval(hits, of) };
}
