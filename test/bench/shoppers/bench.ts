import { sharedData } from '../../support/shared-data.ts';
import { shoppersNotebook } from './notebook.ts';
import { runNotebook, type Outputs } from './run.ts';

/**
 * `node test/bench/shoppers/bench.ts [--json] [--splits]`: online shoppers through the notebook backend, five seeds,
 * mean test ROC AUC (to reach: .905) and PR AUC (.66), and whether the same seed gives bit-equal weights in another
 * workspace. One split (seed 42) for all, or with --splits another for each seed.
 */
const seeds = [1, 2, 3, 4, 5];
const splitSeed = process.argv.includes('--splits') ? null : 42;
const json = process.argv.includes('--json');
const path = sharedData('online_shoppers_intention.csv');

if (path !== undefined) {
  const results: Outputs[] = [];
  for (const seed of seeds) {
    const result = await runNotebook(shoppersNotebook(path, seed, splitSeed));
    results.push(result);
    if (!json) console.log(line(seed, result));
  }
  const again = await runNotebook(shoppersNotebook(path, seeds[0] ?? 1, splitSeed));
  const summary = {
    rocAuc: mean(results.map(({ evaluate }) => scoreOf(evaluate.model, 'rocAuc'))),
    prAuc: mean(results.map(({ evaluate }) => scoreOf(evaluate.model, 'prAuc'))),
    sameSeedSameWeights: again.train.weightsHash === results[0]?.train.weightsHash,
    otherSeedOtherWeights: new Set(results.map(({ train }) => train.weightsHash)).size === 5,
  };
  console.log(
    json
      ? JSON.stringify(summary)
      : `mean test ROC AUC ${summary.rocAuc.toFixed(4)} (to reach .905), PR AUC ${summary.prAuc.toFixed(4)} (to reach .66)\n` +
          `same seed, another workspace: weights bit-equal ${summary.sameSeedSameWeights}; other seeds differ ${summary.otherSeedOtherWeights}`,
  );
  const reached = summary.rocAuc >= 0.905 && summary.prAuc >= 0.66 && summary.sameSeedSameWeights;
  process.exitCode = reached ? 0 : 1;
}

function line(seed: number, { features, train, evaluate, seconds }: Outputs): string {
  const show = (scored: (typeof evaluate)['model']): string =>
    `${scored.name} acc ${scoreOf(scored, 'accuracy').toFixed(4)} roc ${scoreOf(scored, 'rocAuc').toFixed(4)} pr ${scoreOf(scored, 'prAuc').toFixed(4)} f1 ${scoreOf(scored, 'f1').toFixed(4)}`;
  const { rows, prep } = features;
  return `seed ${seed}: ${rows.train} train, ${rows.test} test, ${prep.features.length} features, ${train.engine.runtime}, training ${train.seconds.toFixed(1)} s, all ${seconds.toFixed(1)} s\n  ${[evaluate.model, ...evaluate.baselines].map(show).join('\n  ')}`;
}

function scoreOf(
  scored: Outputs['evaluate']['model'],
  name: 'accuracy' | 'rocAuc' | 'prAuc' | 'f1',
): number {
  return scored.classification?.[name].value ?? NaN;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
