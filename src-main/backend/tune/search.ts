import type { Address } from '#shared/model/ids.ts';
import { errorText, PortraitError } from '#shared/errors/index.ts';
import type { FeaturesOutput, FeaturesSettings } from '#shared/model/cells/features.ts';
import {
  metricSign,
  type NetStanding,
  type NetTrial,
  type TuneNetOutput,
  type TuneNetSettings,
} from '#shared/model/cells/tune-net.ts';
import { layersOf, trainingOf } from '#shared/model/net/net-choice.ts';
import { rankTrials } from '#shared/model/rank-trials.ts';
import { deriveSeed } from '#shared/random/index.ts';
import { scanLabel, tableSource, type Stored } from '../features/index.ts';
import type { Training } from '../train/index.ts';
import { chooseFolds } from './choose-folds.ts';
import { evaluator } from './evaluate-trials.ts';
import { encodingsOf } from './encodings.ts';
import { foldStore } from './fold-store.ts';
import { importanceOf } from './importance.ts';
import { forgetTrials, keepTrials, keptTrials, type KeptTrial } from './kept-trials.ts';
import { methodOf } from './methods.ts';
import { metricFor } from './score.ts';
import { checkSpace, choiceOf } from './space.ts';
import { TrialEngine } from './trial-engines.ts';

type NetSearch = {
  workspace: Stored;
  training: Training;
  /** Address of the result that is made: trials are kept under it until it is whole. */
  address: Address;
  features: FeaturesOutput;
  featuresSettings: FeaturesSettings;
  settings: TuneNetSettings;
  seed: number;
  signal: AbortSignal;
  pace: () => Promise<void>;
  /** Shares of the work, in fits of one epoch on one fold. */
  told(
    stage: 'preparing' | 'trials',
    done: number,
    total: number,
    standing: NetStanding | null,
  ): void;
};

/**
 * Searches networks by cross-validation. Every trial is kept as it is made, so that a search that was stopped, or whose
 * process was killed, goes on where it was; a trial that fails is kept with its error.
 * @throws tune_all_failed, tune_metric_label, tune_folds_few, tune_folds_column, cell_settings_invalid, cancelled, and
 * what fitting the preparation throws
 */
export async function searchNets(job: NetSearch): Promise<Omit<TuneNetOutput, 'features'>> {
  const { workspace, training, address, features, settings, seed, signal, pace, told } = job;
  const began = performance.now();
  const metric = metricFor(features.prep.label.kind, settings.metric);
  const sign = metricSign(metric);
  checkSpace(settings.choice, settings.space);
  const source = tableSource(workspace.tables, features.table.id);
  const wanted = job.featuresSettings;
  const scan = await scanLabel(source, wanted.label, pace);
  const data = { source, features, settings: wanted, scan, pace };
  const parts = workspace.blobs.get(features.splitBlob);
  const divided = await chooseFolds(data, settings.folds, parts, deriveSeed(seed, 'folds'));
  const { folds } = divided;
  const dataOf = foldStore(data, folds);
  for (const at of folds.keys()) {
    told('preparing', at, folds.length, null);
    await dataOf(at, settings.choice);
  }
  const method = methodOf({ ...settings, sign, seed: deriveSeed(seed, 'search') });
  const earlier = keptTrials(workspace, address);
  const trials: NetTrial[] = [];
  const kept: KeptTrial[] = [];
  const total = method.cost * folds.length;
  const taken = new Set<number>();
  let done = 0;
  const tell = (): void => {
    const made = trials.filter(Boolean);
    const best = bestOf(made, sign);
    told('trials', done, total, {
      ...{ done: made.length, total: method.planned, metric },
      best: best === null ? null : made[best]!,
    });
  };
  const count = Math.min(settings.processes, folds.length * method.planned);
  const engines = Array.from(
    { length: count },
    () => new TrialEngine(training, source, signal, pace),
  );
  const evaluate = evaluator({
    ...{ settings, metric, folds, dataOf, engines, seed, signal, kept: earlier },
    made(trial, { number, key, epochs, again }) {
      trials[number] = trial;
      kept.push({ key, trial });
      if (again) taken.add(number);
      else keepTrials(workspace, address, [...kept, ...missing(earlier, kept)]);
      done += epochs * folds.length;
      tell();
    },
  });
  tell();
  let stopped: TuneNetOutput['stopped'] = null;
  try {
    await method.run(evaluate);
  } catch (thrown) {
    if (!signal.aborted || bestOf(trials.filter(Boolean), sign) === null) throw thrown;
    stopped = { planned: method.planned };
  } finally {
    for (const engine of engines) engine.release();
  }
  const made = trials.filter(Boolean);
  const best = bestOf(made, sign);
  if (best === null) throw allFailed(made);
  if (stopped === null) forgetTrials(workspace, address);
  const choice = choiceOf(settings.choice, made[best]!.settings);
  const encodings = encodingsOf(choice, features.prep);
  return {
    ...{ metric, trials: made, best, stopped, resumed: taken.size },
    winner: {
      ...{ layers: layersOf(choice), train: trainingOf(choice, settings) },
      ...(encodings.length > 0 && { encodings }),
    },
    ...{ scheme: divided.scheme, column: divided.column, repeats: divided.repeats },
    folds: folds.map(({ train, validation }) => ({
      ...{ train: train.length, validation: validation.length },
    })),
    testRows: features.rows.test,
    importance: importanceOf(settings.space, made, sign),
    seconds: (performance.now() - began) / 1000,
  };
}

/** Of those given the most epochs the best score, of equals the first; null while none has a score. */
function bestOf(trials: readonly NetTrial[], sign: 1 | -1): number | null {
  return rankTrials(trials, sign).find(({ score }) => score !== null)?.made ?? null;
}

function missing(earlier: readonly KeptTrial[], kept: readonly KeptTrial[]): KeptTrial[] {
  const known = new Set(kept.map(({ key }) => key));
  return earlier.filter(({ key }) => !known.has(key));
}

function allFailed(trials: readonly NetTrial[]): PortraitError {
  const first = trials.find(({ error }) => error !== null)?.error;
  const detail = first ? errorText(first, 'en').sentence : '';
  return new PortraitError('tune_all_failed', { trials: trials.length, detail });
}
