import type { Address } from '#shared/model/ids.ts';
import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import type { EvaluateOutput, EvaluateSettings } from '#shared/model/cells/evaluate.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { FittedLabel } from '#shared/model/prep.ts';
import { deriveSeed } from '#shared/random/index.ts';
import { rankScores } from '#shared/statistics/auc.ts';
import type { Stored } from '../features/index.ts';
import { constantScores, linearBaseline, treeBaseline } from './baselines/baselines.ts';
import { calibrationOf } from './calibration.ts';
import { likeliest } from './classification.ts';
import { classScores, confusionOf } from './confusion.ts';
import { prCurve, rocCurve } from './curves.ts';
import { measure, type MeasureOptions, type Scored } from './measure.ts';
import {
  loadPart,
  predictPart,
  type Network,
  type PartRows,
  type Predictor,
} from './predictions.ts';
import { cheapestThreshold } from './threshold.ts';

const mostScattered = 2000;

export type EvaluationJob = {
  workspace: Stored;
  training: Predictor;
  features: FeaturesOutput;
  /** Address of the features result. */
  address: Address;
  network: Network;
  settings: EvaluateSettings;
  seed: number;
  signal: AbortSignal;
  pace: () => Promise<void>;
};

type Pictures = Pick<
  EvaluateOutput,
  'confusion' | 'perClass' | 'roc' | 'pr' | 'calibration' | 'scatter' | 'cheapestThreshold'
>;
export type Evaluation = Pictures &
  Pick<EvaluateOutput, 'model' | 'baselines' | 'withoutTrees'> & {
    actual: Float64Array;
    scores: Float64Array;
  };

/** Predicts a part and measures model and baselines on it. Throws split_empty where the part has no rows. */
export async function evaluatePart(job: EvaluationJob): Promise<Evaluation> {
  const { workspace, training, features, network, settings, signal, pace } = job;
  const { label } = features.prep;
  if (features.rows[settings.part] === 0) {
    throw new PortraitError('split_empty', { part: settings.part });
  }
  const part = await loadPart(workspace, features, settings.part, pace);
  const scores = await predictPart(training, network, features, part, signal);
  const options = {
    threshold: settings.threshold,
    resamples: settings.resamples,
    seed: deriveSeed(job.seed, 'bootstrap'),
    pace,
  };
  const own = () => measure('model', label, part.actual, scores, options);
  const measured = settings.baseline
    ? await besideTrees(job, async (trees) => ({
        model: await own(),
        ...(await measureBaselines(job, part, options, trees)),
      }))
    : { model: await own(), baselines: [], withoutTrees: null };
  const pictures = picturesOf(label, part.actual, scores, settings);
  return { ...pictures, ...measured, actual: part.actual, scores };
}

type Trees = { scores: Float64Array } | { without: ErrorData };

/** Does other work while the trees grow, in their own process; where that work fails they are not waited for. */
async function besideTrees<T>(
  job: EvaluationJob,
  work: (trees: Promise<Trees>) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const trees = treeScores({ ...job, signal: AbortSignal.any([job.signal, over.signal]) });
  const working = work(trees);
  try {
    const [done] = await Promise.all([working, trees]);
    return done;
  } catch (error) {
    over.abort();
    await Promise.allSettled([working, trees]);
    throw error;
  }
}

/** The constant predictor decides as the majority does, whatever the threshold. */
async function measureBaselines(
  job: EvaluationJob,
  part: PartRows,
  options: MeasureOptions,
  growing: Promise<Trees>,
): Promise<{ baselines: Scored[]; withoutTrees: ErrorData | null }> {
  const { workspace, training, features, address, signal } = job;
  const { label } = features.prep;
  const isNumber = label.kind === 'number';
  const constant = constantScores(features, part.actual.length);
  const network = await linearBaseline(workspace, features, address, job);
  const fitted = await predictPart(training, network, features, part, signal);
  const majority = { ...options, threshold: 0.5 };
  const baselines = [
    await measure(isNumber ? 'mean' : 'majority', label, part.actual, constant, majority),
    await measure(isNumber ? 'linear' : 'logistic', label, part.actual, fitted, options),
  ];
  const trees = await growing;
  if ('without' in trees) return { baselines, withoutTrees: trees.without };
  baselines.push(await measure('trees', label, part.actual, trees.scores, options));
  return { baselines, withoutTrees: null };
}

/** Scores of the part by boosted trees, or why there are none: without them the other figures still stand. */
async function treeScores(job: EvaluationJob): Promise<Trees> {
  try {
    const scores = await treeBaseline(job.workspace, job.features, job.address, job);
    return { scores: scores[job.settings.part] };
  } catch (error) {
    if (error instanceof PortraitError && error.code === 'trees_too_large')
      return { without: error.toData() };
    throw error;
  }
}

function picturesOf(
  label: FittedLabel,
  actual: Float64Array,
  scores: Float64Array,
  settings: EvaluateSettings,
): Pictures {
  const none = { roc: null, pr: null, calibration: [], scatter: null, cheapestThreshold: null };
  if (label.kind === 'number') {
    return { ...none, confusion: [], perClass: [], scatter: scatterOf(actual, scores) };
  }
  const codes = Uint8Array.from(actual);
  const predicted =
    label.kind === 'binary'
      ? Uint8Array.from(scores, (score) => (score >= settings.threshold ? 1 : 0))
      : likeliest(scores, label.classes.length);
  const confusion = confusionOf(codes, predicted, label.classes.length);
  const perClass = label.classes.map((value, index) => {
    const { precision, recall, f1, support } = classScores(confusion, index);
    return { value, precision, recall, f1, support };
  });
  if (label.kind === 'classes') return { ...none, confusion, perClass };
  const ranking = rankScores(scores);
  return {
    confusion,
    perClass,
    roc: rocCurve(ranking, scores, codes),
    pr: prCurve(ranking, scores, codes),
    calibration: calibrationOf(scores, codes),
    scatter: null,
    cheapestThreshold: cheapestThreshold(ranking, codes, scores, settings.costs),
  };
}

/** Every n-th row, so that at most 2,000 are left. */
function scatterOf(actual: Float64Array, predicted: Float64Array): EvaluateOutput['scatter'] {
  const every = Math.ceil(actual.length / mostScattered);
  const rows = [...actual.keys()].filter((row) => row % every === 0);
  return {
    actual: rows.map((row) => actual[row]!),
    predicted: rows.map((row) => predicted[row]!),
  };
}
