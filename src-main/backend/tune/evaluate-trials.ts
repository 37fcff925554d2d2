import { PortraitError, toErrorData, type ErrorData } from '#shared/errors/index.ts';
import type { NetMetric, NetTrial, TuneNetSettings } from '#shared/model/cells/tune-net.ts';
import { shapeModel } from '#shared/model/net/model-shape.ts';
import { layersOf, trainingOf } from '#shared/model/net/net-choice.ts';
import { deriveSeed } from '#shared/random/index.ts';
import { meanOf } from '#shared/statistics/mean.ts';
import type { FoldStore } from './fold-store.ts';
import type { Fold } from './folds.ts';
import type { KeptTrial } from './kept-trials.ts';
import type { Evaluate, Wanted } from './methods.ts';
import { scoreOf } from './score.ts';
import { choiceOf, settingsKey } from './space.ts';
import type { Standing, TrialEngine } from './trial-engines.ts';

type Evaluation = {
  settings: Pick<TuneNetSettings, 'choice' | 'patience' | 'method'>;
  metric: NetMetric;
  folds: readonly Fold[];
  dataOf: FoldStore;
  engines: readonly TrialEngine[];
  seed: number;
  signal: AbortSignal;
  /** Trials an earlier search has made. */
  kept: readonly KeptTrial[];
  /** Each trial as it is made, taken over or not; `epochs` are those it cost beyond an earlier round. */
  made(
    trial: NetTrial,
    about: { number: number; key: string; epochs: number; again: boolean },
  ): void;
};

/** Under way: one combination, its folds so far. */
type Going = Wanted & {
  scores: (number | null)[];
  seconds: number;
  error: ErrorData | null;
  left: number;
};

/**
 * Fits combinations on every fold, the fits shared out among the engines; what comes out does not depend on how many
 * there are. A fold that fails fails its combination, and the others go on.
 */
export function evaluator(job: Evaluation): Evaluate {
  const { folds, engines, kept, signal } = job;
  const known = new Map(kept.map(({ key, trial }) => [key, trial]));
  const standings = new Map<number, Standing[]>();
  const epochsBefore = new Map<number, number>();
  return async (wanted) => {
    const results = new Array<NetTrial>(wanted.length);
    const tasks: { going: Going; fold: number }[] = [];
    const finish = (going: Going, trial: NetTrial, again: boolean): void => {
      results[wanted.findIndex((one) => one.trial === going.trial)] = trial;
      const epochs = going.epochs - (epochsBefore.get(going.trial) ?? 0);
      epochsBefore.set(going.trial, going.epochs);
      job.made(trial, { number: going.trial, key: keyOf(going), epochs, again });
    };
    for (const one of wanted) {
      const going: Going = {
        ...one,
        scores: folds.map(() => null),
        seconds: 0,
        error: null,
        left: folds.length,
      };
      const before = known.get(keyOf(one));
      if (before !== undefined) finish(going, before, true);
      else folds.forEach((_, fold) => tasks.push({ going, fold }));
    }
    let next = 0;
    const work = async (engine: TrialEngine): Promise<void> => {
      for (let task = tasks[next++]; task !== undefined; task = tasks[next++]) {
        const { going, fold } = task;
        if (going.error === null) await fitFold(job, engine, going, fold, standings);
        going.left -= 1;
        if (going.left === 0) finish(going, trialOf(going), false);
      }
    };
    const ends = await Promise.allSettled(engines.map(work));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    if (signal.aborted) throw new PortraitError('cancelled');
    const going = new Set(wanted.map(({ trial }) => trial));
    for (const trial of standings.keys()) if (!going.has(trial)) standings.delete(trial);
    return results;
  };
}

async function fitFold(
  job: Evaluation,
  engine: TrialEngine,
  going: Going,
  fold: number,
  standings: Map<number, Standing[]>,
): Promise<void> {
  const began = performance.now();
  const { settings, metric, dataOf, seed, signal } = job;
  try {
    const choice = choiceOf(settings.choice, going.settings);
    const data = await dataOf(fold, choice);
    const { prep } = data;
    const outcome = await engine.fit({
      ...{ data, seed: deriveSeed(seed, `fold ${fold}`) },
      spec: shapeModel({ layers: layersOf(choice), output: 'auto' }, prep),
      settings: { ...trainingOf(choice, { ...settings, epochs: going.epochs }), histograms: false },
      from: standings.get(going.trial)?.[fold] ?? null,
    });
    going.scores[fold] = scoreOf(metric, prep.label, outcome.actual, outcome.outputs);
    if (settings.method === 'hyperband') {
      const standing = standings.get(going.trial) ?? [];
      standing[fold] = outcome.standing;
      standings.set(going.trial, standing);
    }
  } catch (thrown) {
    const error = toErrorData(thrown);
    if (signal.aborted || error.code === 'cancelled') throw thrown;
    going.error = error;
  }
  going.seconds += (performance.now() - began) / 1000;
}

function trialOf({ settings, scores, seconds, error, epochs }: Going): NetTrial {
  const found = scores.filter((score) => score !== null);
  // A fold without one of the classes has no ROC AUC; the mean is of those that have one.
  const score = meanOf(scores);
  if (error !== null) return { settings, scores: [], score: null, seconds, error, epochs };
  const undefinedEverywhere =
    score === null ? toErrorData(new PortraitError('tune_no_score')) : null;
  return { settings, scores: found, score, seconds, error: undefinedEverywhere, epochs };
}

const keyOf = ({ trial, epochs, settings }: Wanted): string =>
  `${trial} ${epochs} ${settingsKey(settings)}`;
