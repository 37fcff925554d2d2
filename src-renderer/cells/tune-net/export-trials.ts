import type { TuneNetOutput } from '#shared/model/cells/tune-net.ts';
import type { Json } from '#shared/model/json.ts';
import { commentedCsv } from '../../format/commented-csv.ts';
import { searchedNames, valueOf } from '../parts/search/trials.ts';

/** Every trial a line, in the order they were begun; how the best was chosen stands above in lines that begin with #. */
export function trialsCsv(output: TuneNetOutput, sentences: readonly string[]): string {
  const { trials, best, metric, folds } = output;
  const names = searchedNames(trials);
  const byFold = folds.map((_, at) => `${metric} fold ${at + 1}`);
  const header = ['trial', ...names, metric, ...byFold, 'epochs', 'best', 'seconds', 'error'];
  const rows = trials.map((trial, at) => [
    at + 1,
    ...names.map((name) => plain(valueOf(trial, name))),
    trial.score,
    ...folds.map((_, fold) => trial.scores[fold] ?? null),
    ...[trial.epochs, at === best ? 1 : 0, trial.seconds, trial.error?.code ?? null],
  ]);
  return commentedCsv(sentences, [header, ...rows]);
}

/** The whole search, with how the best was chosen in words. */
export function trialsJson(output: TuneNetOutput, sentences: readonly string[]): string {
  const { best, ...rest } = output;
  return `${JSON.stringify({ protocol: sentences, best: best + 1, ...rest }, null, 2)}\n`;
}

function plain(value: Json): string | number | null {
  if (typeof value === 'number' || typeof value === 'string' || value === null) return value;
  return JSON.stringify(value);
}
