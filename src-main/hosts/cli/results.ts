import type { Address } from '#shared/model/ids.ts';
import type { z } from 'zod';
import { errorText } from '#shared/errors/index.ts';
import type { CellState, CellStatus } from '#shared/notebook/cell-state.ts';
import { batch } from '#shared/model/cells/batch.ts';
import { evaluate, type scored } from '#shared/model/cells/evaluate.ts';
import { cellKind } from '#shared/model/cells/index.ts';
import { predict } from '#shared/model/cells/predict.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { train } from '#shared/model/cells/train.ts';
import { json, type Json } from '#shared/model/json.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import {
  evaluateOutputs,
  predictOutputs,
  resultsFile,
  scoredOutputs,
  tableOutputs,
  trainOutputs,
  type ResultsFile,
} from '#shared/model/results/results-file.ts';

const outcomes: Record<CellStatus, ResultsFile['cells'][number]['outcome']> = {
  fresh: 'done',
  failed: 'failed',
  stopped: 'stopped',
  stale: 'not run',
  queued: 'not run',
  running: 'not run',
};

/** The results file: every cell in order, with what it put out and the `files` written of it. `outputOf` fetches a result by its address. */
export async function makeResults(
  document: Notebook,
  states: readonly CellState[],
  files: ReadonlyMap<string, string[]>,
  outputOf: (address: Address) => Promise<Json>,
): Promise<ResultsFile> {
  const cells = document.cells.map(async ({ id, name, kind }) => {
    const state = states.find(({ cell }) => cell === id);
    // What a stale cell still shows is not the result of this run.
    const address = state && state.status !== 'stale' ? state.shown : null;
    const error = state?.error ?? null;
    return {
      ...{ id, name, kind, address },
      state: state?.status ?? 'stale',
      outcome: outcomes[state?.status ?? 'stale'],
      milliseconds: address === null ? null : (state?.milliseconds ?? null),
      error: error && { ...error, ...errorText(error, 'en') },
      outputs: address === null ? null : outputsOf(kind, await outputOf(address)),
      files: files.get(id) ?? [],
    };
  });
  return resultsFile.parse({
    format: 'portrait-results',
    version: 1,
    title: document.title,
    seed: document.seed,
    succeeded: states.every(({ status }) => status === 'fresh'),
    cells: await Promise.all(cells),
  });
}

function outputsOf(kind: string, output: Json): Json {
  if (kind === train.kind) {
    const { engine, ...run } = train.output.parse(output);
    return json.parse(trainOutputs.parse({ ...engine, ...run }));
  }
  if (kind === evaluate.kind) return json.parse(evaluated(evaluate.output.parse(output)));
  if (kind === predict.kind) {
    const { table, ...found } = predict.output.parse(output);
    return json.parse(predictOutputs.parse({ ...table, ...found }));
  }
  // Of a table only its shape is told, beside what was found out while it was made.
  if (kind !== batch.kind && cellKind(kind)?.produces === 'table') {
    return json.parse(tableOutputs.parse(tableOutput.parse(output).table));
  }
  return output;
}

function evaluated(output: z.output<typeof evaluate.output>): z.input<typeof evaluateOutputs> {
  const baselines = output.baselines.map((one) => ({ name: one.name, ...metricsOf(one) }));
  return evaluateOutputs.parse({ ...output, ...metricsOf(output.model), baselines });
}

function metricsOf(one: z.output<typeof scored>): z.output<typeof scoredOutputs> {
  const all = { ...one.classification, ...one.regression };
  const values = Object.entries(all).map(([name, estimate]) => [name, estimate.value]);
  const nothing = Object.keys(scoredOutputs.shape).map((name) => [name, null]);
  return scoredOutputs.parse({ ...Object.fromEntries(nothing), ...Object.fromEntries(values) });
}
