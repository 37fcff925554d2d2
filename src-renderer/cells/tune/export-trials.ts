import type { TuneOutput } from '#shared/model/cells/tune.ts';
import { commentedCsv } from '../../format/commented-csv.ts';
import { searchedNames, valueOf } from '../parts/search/trials.ts';

/** Every trial as CSV, in the order they were made; how the best was chosen stands above in lines that begin with #. */
export function trialsCsv(output: TuneOutput, sentences: readonly string[]): string {
  const { trials, best, metric, k, algorithm, combinations, validation, stopped } = output;
  const names = searchedNames(trials);
  const facts = { algorithm, combinations, validation, stopped };
  const header = ['trial', ...names, `${metric}@${k}`, 'best', 'seconds', 'error'];
  const rows = trials.map((trial, made) => [
    made + 1,
    ...names.map((name) => scalar(valueOf(trial, name))),
    ...[trial.score, made === best ? 1 : 0, trial.seconds, trial.error?.code ?? null],
  ]);
  return commentedCsv([...sentences, JSON.stringify(facts)], [header, ...rows]);
}

/** The whole search, with how the best was chosen in words. */
export function trialsJson(output: TuneOutput, sentences: readonly string[]): string {
  const { trials, best, metric, k, algorithm, combinations, validation, stopped } = output;
  const protocol = { sentences, metric, k, combinations, validation, stopped };
  return `${JSON.stringify({ protocol, algorithm, best: best + 1, trials }, null, 2)}\n`;
}

function scalar(value: ReturnType<typeof valueOf>): string | number | null {
  return typeof value === 'number' || value === null ? value : JSON.stringify(value);
}
