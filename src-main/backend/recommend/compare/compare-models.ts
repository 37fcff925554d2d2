import { PortraitError } from '#shared/errors/index.ts';
import type { CompareOutput, CompareSettings } from '#shared/model/cells/compare.ts';
import { createRandom, deriveSeed } from '#shared/random/index.ts';
import { affordable } from './bootstrap.ts';
import { withPopular, type ComparedModel } from './compared-model.ts';
import { measureFolds } from './folds.ts';
import { candidatesOf, measureHeldOut, type Measurement, type MeasureContext } from './measure.ts';
import { affordableFlips } from './sign-flips.ts';
import { summarise } from './summary.ts';
import { testPartOf, type TestPart } from './test-part.ts';

type CompareContext = Omit<MeasureContext, 'settings' | 'ks'> & { settings: CompareSettings };

/**
 * Measures recommenders fitted on the same interactions, most popular always among them, with intervals and paired
 * tests over the same users.
 * @throws compare_one_item, compare_no_test, recommender_too_large, cancelled, engine_*
 */
export async function compareModels(
  connected: readonly ComparedModel[],
  data: string,
  context: CompareContext,
): Promise<CompareOutput> {
  const { prepared, settings } = context;
  const models = withPopular(connected, data);
  const ks = [...new Set([...settings.ks, settings.mainK])].sort((a, b) => a - b);
  if (prepared.learn.items < 2) throw new PortraitError('compare_one_item');
  const measurement =
    settings.folds > 0
      ? await measureFolds(models, { ...context, ks })
      : await measureHeldOut(models, heldOut(prepared), { ...context, ks });
  if (measurement.users.length === 0) throw new PortraitError('compare_no_test');
  const columns = measurement.models.flatMap((model) => model.columns);
  const values = columns.length * measurement.users.length;
  const resamples = affordable(settings.resamples, values);
  const flips = models.length > 1 ? affordableFlips(values) : 0;
  const summary = await summarise(models, measurement, {
    ...{ prepared, ks, mainK: settings.mainK, resamples, flips, pace: context.pace },
    random: (name) => createRandom(deriveSeed(context.seed, name)),
  });
  return {
    protocol: { ...protocolOf(context, measurement), resamples, flips },
    ...summary,
  };
}

function heldOut(prepared: MeasureContext['prepared']): TestPart {
  const test = testPartOf(prepared);
  if (test.users.length === 0) throw new PortraitError('compare_no_test');
  return test;
}

function protocolOf(
  { prepared, settings }: CompareContext,
  { users, testPairs }: Measurement,
): Omit<CompareOutput['protocol'], 'resamples' | 'flips'> {
  const { learn, split, cut } = prepared;
  const folded = settings.folds > 0;
  const candidates = candidatesOf(prepared, settings);
  return {
    // Without a split there is no test part, which has been refused.
    split: folded || split === 'none' ? 'folds' : split,
    cut: folded || cut === null ? null : new Date(cut).toISOString(),
    candidates,
    folds: settings.folds,
    seenRemoved: candidates === 'all' && settings.seen,
    ties: 'expected',
    users: learn.users,
    items: learn.items,
    learntPairs: learn.interactions.index.length,
    testUsers: users.length,
    testPairs,
    mainK: settings.mainK,
    synthetic: prepared.synthetic,
  };
}
