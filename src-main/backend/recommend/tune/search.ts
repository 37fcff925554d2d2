import { errorText, PortraitError, toErrorData } from '#shared/errors/index.ts';
import type { Trial, TuneOutput, TuneSettings, TuneStanding } from '#shared/model/cells/tune.ts';
import type { Algorithm } from '#shared/recommenders/index.ts';
import { createRandom, deriveSeed } from '#shared/random/index.ts';
import { meanMetric, rankUsers } from '../compare/index.ts';
import type { FitEngine, FittedModel, Recommending } from '../fit/index.ts';
import type { Prepared } from '../interactions/index.ts';
import { chooseCombinations, countCombinations, type Combination } from './combinations.ts';
import { checkSpace, trialAlgorithm } from './trial-algorithm.ts';
import { cutValidation, type Validation } from './validation.ts';

export type SearchContext = {
  recommending: Recommending;
  prepared: Prepared;
  settings: TuneSettings;
  seed: number;
  signal: AbortSignal;
  /** Trials done, fractions of the running one counted; `now` are the settings being tried. */
  told(done: number, total: number, now: Combination, standing: TuneStanding): void;
};

export type Search = {
  found: Pick<TuneOutput, 'trials' | 'best' | 'combinations' | 'validation'>;
  /** Trials that were to be made: more than there are where the search was stopped. */
  planned: number;
  algorithm: Algorithm;
  /** The best as its trial fitted it, without the validation part. */
  fitted: FittedModel;
};

type Made = { trial: Trial; fitted: FittedModel | null };
type Winner = { trial: Trial; fitted: FittedModel };

const latestShown = 12;

/**
 * Tries combinations of settings, each fitted on the learnt pairs less the validation part and measured on that. A trial
 * that fails is kept with its error and the search goes on, on a new engine where the old one broke. Stopped once a
 * trial has succeeded, it gives what it has.
 * @throws tune_no_validation, tune_unknown_setting, tune_all_failed, cancelled
 */
export async function search(context: SearchContext): Promise<Search> {
  const { settings, prepared, recommending, seed, signal, told } = context;
  checkSpace(settings.algorithm, settings.space);
  const validation = cutValidation(
    prepared,
    settings.validation,
    createRandom(deriveSeed(seed, 'validation')),
  );
  const random = createRandom(deriveSeed(seed, 'combinations'));
  const combinations = chooseCombinations(settings.space, settings.trials, random);
  const trials: Trial[] = [];
  let winner: Winner | null = null;
  const searching = async (engine: FitEngine): Promise<void> => {
    while (engine.client.alive && trials.length < combinations.length) {
      const tried = combinations[trials.length]!;
      const tell = (share: number): void =>
        told(trials.length + share, combinations.length, tried, {
          done: trials.length,
          total: combinations.length,
          best: winner && winner.trial,
          latest: trials.slice(-latestShown).reverse(),
        });
      tell(0);
      const made = await runTrial(engine, tried, validation, context, tell);
      trials.push(made.trial);
      winner = better(winner, made);
    }
  };
  try {
    while (trials.length < combinations.length)
      await recommending.fitting(validation.learn, signal, searching);
  } catch (thrown) {
    if (!signal.aborted || winner === null) throw thrown;
  }
  // Assigned in a closure, which the compiler does not follow.
  const best = winner as Winner | null;
  if (best === null) throw allFailed(trials);
  return {
    found: {
      ...{ trials, best: trials.indexOf(best.trial), validation: validation.about },
      combinations: countCombinations(settings.space),
    },
    planned: combinations.length,
    algorithm: trialAlgorithm(settings.algorithm, best.trial.settings),
    fitted: best.fitted,
  };
}

async function runTrial(
  engine: FitEngine,
  tried: Combination,
  { test }: Validation,
  { prepared, settings: { algorithm, metric, k }, seed, signal }: SearchContext,
  tell: (share: number) => void,
): Promise<Made> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  try {
    const fitted = await engine.fit('trial', {
      algorithm: trialAlgorithm(algorithm, tried),
      seed,
      progress: (done, total) => tell((0.7 * done) / Math.max(1, total)),
    });
    const ranked = await rankUsers(engine.client, 'trial', test, {
      ...{ top: 1, seen: true, candidates: null, had: prepared.had, tieSeed: 0, signal },
      told: (done) => tell(0.7 + (0.3 * done) / test.users.length),
    });
    const score = meanMetric(test, ranked, metric, k);
    return { trial: { settings: tried, score, error: null, seconds: seconds() }, fitted };
  } catch (thrown) {
    const error = toErrorData(thrown);
    if (signal.aborted || error.code === 'cancelled') throw thrown;
    return { trial: { settings: tried, score: null, error, seconds: seconds() }, fitted: null };
  }
}

/** The new one only where its score is higher: of equals the first stays. */
function better(winner: Winner | null, { trial, fitted }: Made): Winner | null {
  if (fitted === null || trial.score === null) return winner;
  return trial.score > (winner?.trial.score ?? -Infinity) ? { trial, fitted } : winner;
}

function allFailed(trials: readonly Trial[]): PortraitError {
  const first = trials.find(({ error }) => error !== null)?.error;
  const detail = first ? errorText(first, 'en').sentence : '';
  return new PortraitError('tune_all_failed', { trials: trials.length, detail });
}
