import type { InteractionsOutput } from '#shared/model/cells/interactions.ts';
import type { RecommenderChoice } from '#shared/model/cells/recommend.ts';
import type { TuneSettings } from '#shared/model/cells/tune.ts';
import { fitSeconds, listSeconds, meetingsOf } from '#shared/estimates/fit-time.ts';
import type { FitSize } from '#shared/recommenders/descriptor.ts';
import {
  algorithm as algorithms,
  type Algorithm,
  type AlgorithmType,
} from '#shared/recommenders/index.ts';
import { commonCosts, type Machine } from '#shared/estimates/runtime-costs.ts';

/** What time goes by, of interactions as they were prepared. */
export function sizeOf({ users, items, pairs, perUser }: InteractionsOutput): FitSize {
  return { users, items, pairs: pairs.train, meetings: meetingsOf(perUser) };
}

/**
 * Seconds of fitting the parts of a hybrid, each corrected by its own pace; joining them takes no time. Parts that are
 * joined themselves count by theirs.
 */
export function partsSeconds(
  parts: readonly RecommenderChoice[],
  size: FitSize,
  machine: Machine,
  pace: (type: AlgorithmType) => number,
): number {
  return parts.reduce(
    (sum, made) =>
      made.type === 'hybrid' ? sum : sum + fitSeconds(made, size, machine) * pace(made.type),
    0,
  );
}

/** Seconds of a search: every trial fits and ranks, and the best is fitted once more. */
export function searchSeconds(
  { algorithm, space, trials }: Pick<TuneSettings, 'algorithm' | 'space' | 'trials'>,
  size: FitSize,
  machine: Machine,
): number {
  const tried = combinations(algorithm, space);
  const each = (made: Algorithm): number => fitSeconds(made, size, machine);
  const all = tried.reduce((sum, made) => sum + each(made) + listSeconds(made, size, machine), 0);
  const count = space.reduce((product, { values }) => product * values.length, 1);
  const mean = all / Math.max(1, tried.length);
  return mean * Math.min(trials, count) + each(tried[0] ?? algorithm);
}

/** Seconds of lists for all: events read again and fitted where asked for, and everyone ranked. */
export function batchSeconds(
  made: Algorithm,
  { refit, events }: { refit: boolean; events: number },
  size: FitSize,
  machine: Machine,
): number {
  const again = refit ? events * commonCosts.event + fitSeconds(made, size, machine) : 0;
  return again + listSeconds(made, size, machine);
}

/** More than these would not move the mean. */
const enough = 500;

/** Algorithms with each combination of values, the first few hundred; values that do not fit are left out. */
function combinations(algorithm: Algorithm, space: TuneSettings['space']): Algorithm[] {
  let made: object[] = [algorithm];
  for (const { name, values } of space)
    made = made
      .flatMap((one) => values.map((value) => ({ ...one, [name]: value })))
      .slice(0, enough);
  return made.flatMap((one) => algorithms.safeParse(one).data ?? []);
}
