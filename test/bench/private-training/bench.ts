import { sharedData } from '../../support/shared-data.ts';
import { runNotebook } from '../shoppers/run.ts';
import { privateNotebook } from './notebook.ts';
import { stepCosts } from './step-costs.ts';

/**
 * `npm run bench -- private-training [--json] [--steps]`: test ROC AUC of online shoppers against epsilon at delta 1e-5 (to reach: .905
 * at 4), plain training beside it, three seeds each; then what a captured private step costs beside the plain one, batch by batch (to
 * reach: 1.5 at 256, 2 at 32). --steps: the second alone.
 */
const json = process.argv.includes('--json');
const epsilons = [null, 8, 4, 2, 1, 0.5];
const seeds = [1, 2, 3];
const path = process.argv.includes('--steps')
  ? undefined
  : sharedData('online_shoppers_intention.csv');

const accuracy: { epsilon: number | null; noise: number | null; rocAuc: number; lowest: number }[] =
  [];
if (path !== undefined)
  for (const epsilon of epsilons) {
    const scores: number[] = [];
    let noise: number | null = null;
    for (const seed of seeds) {
      const { train, evaluate } = await runNotebook(privateNotebook(path, seed, epsilon));
      scores.push(evaluate.model.classification?.rocAuc.value ?? NaN);
      noise = train.privacy?.noise ?? null;
    }
    const rocAuc = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    accuracy.push({ epsilon, noise, rocAuc, lowest: Math.min(...scores) });
    if (!json)
      console.log(
        `epsilon ${epsilon ?? 'none'}: noise ${noise?.toFixed(3) ?? '-'}, ROC AUC ${rocAuc.toFixed(4)}, lowest ${Math.min(...scores).toFixed(4)}`,
      );
  }
const steps = await stepCosts();
if (json) console.log(JSON.stringify({ accuracy, steps }));
else
  for (const { batch, plainMs, privateMs, ratio } of steps)
    console.log(
      `batch ${batch}: plain ${plainMs.toFixed(3)} ms, private ${privateMs.toFixed(3)} ms a step, ratio ${ratio.toFixed(2)}`,
    );
