import { z } from 'zod';
import type { CellOutput } from '#shared/contract/notebook.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { chart } from '#shared/model/cells/chart.ts';
import { compare } from '#shared/model/cells/compare.ts';
import { evaluate, type EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import { checkedJson } from '#shared/model/json.ts';
import { isPlain } from '#shared/privacy/viewer-kinds.ts';
import { chartForViewer } from './chart.ts';
import { failureForViewer } from './failure.ts';

/** What viewers see of a result; nothing of groups of fewer than `smallest`. Throws `viewer_hidden` and `viewer_small`. */
export function outputForViewer(result: CellOutput, smallest: number): CellOutput {
  const { kind, output } = result;
  const shown = (value: unknown): CellOutput => ({ ...result, output: checkedJson.parse(value) });
  if (isPlain(kind)) {
    const tried = withTrials.safeParse(output);
    return tried.success
      ? shown({ ...tried.data, trials: tried.data.trials.map(withoutReason) })
      : result;
  }
  if (kind === chart.kind) {
    const seen = chartForViewer(chart.output.parse(output), smallest);
    if (seen === null) throw new PortraitError('viewer_hidden');
    return shown(seen);
  }
  if (kind === evaluate.kind) {
    const { scatter: _, ...seen } = evaluate.output.parse(output);
    refuseSmall(seen.confusion.flat(), smallest);
    // A class that nobody has here is named after rows elsewhere, which may be one.
    const named = [seen.rows, ...seen.perClass.map(({ support }) => support)];
    if (named.some((count) => count < smallest))
      throw new PortraitError('viewer_small', { smallest });
    const calibration = seen.calibration.filter(({ count }) => count >= smallest);
    return shown({
      ...{ ...seen, calibration, scatter: null, table: null, predictions: '' },
      withoutTrees: seen.withoutTrees && failureForViewer,
    } satisfies EvaluateOutput);
  }
  if (kind === compare.kind) {
    const seen = compare.output.parse(output);
    const recommenders = seen.recommenders.map((one) => ({
      ...one,
      segments: one.segments.filter(({ users }) => users >= smallest),
    }));
    return shown({ ...seen, recommenders });
  }
  throw new PortraitError('viewer_hidden');
}

/** The result of a search, of whatever kind: why a trial failed may quote a value. */
const withTrials = z.looseObject({
  trials: z.array(z.looseObject({ error: z.looseObject({ code: z.string() }).nullable() })),
});

const withoutReason = <T extends { error: unknown }>(trial: T) => ({
  ...trial,
  error: trial.error === null ? null : failureForViewer,
});

/** Checks an answer as the result is checked. Throws `viewer_small`. */
export function refuseAnswer(query: string, answer: unknown, smallest: number): void {
  if (query !== 'threshold') return;
  refuseSmall(evaluate.queries.threshold.output.parse(answer).confusion.flat(), smallest);
}

/** Viewers ask for figures over all rows only. Throws `viewer_hidden`. */
export function refuseQuestion(kind: string, query: string): void {
  const may = kind === evaluate.kind && (query === 'importance' || query === 'threshold');
  if (!may) throw new PortraitError('viewer_hidden');
}

/** A count of none tells of nobody. */
function refuseSmall(counts: readonly number[], smallest: number): void {
  if (counts.some((count) => count > 0 && count < smallest))
    throw new PortraitError('viewer_small', { smallest });
}
