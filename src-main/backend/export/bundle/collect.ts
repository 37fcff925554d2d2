import type { Address, NotebookId, RunId } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { createPlanRows } from '#shared/encoding/plan/plan-rows.ts';
import type { CleanPlan } from '#shared/encoding/plan/clean-plan.ts';
import { prunePlan } from '#shared/encoding/plan/prune-plan.ts';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { ExportedModel, InputColumn, ModelReport } from '#shared/export/exported-model.ts';
import { exportedModelVersion } from '#shared/export/versions.ts';
import { floatText } from '#shared/wire/float-text.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { features as featuresCell, type FeaturesOutput } from '#shared/model/cells/features.ts';
import { train as trainCell } from '#shared/model/cells/train.ts';
import type { CellValue } from '#shared/model/table.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { groupResults } from '../../evaluate/index.ts';
import { partRows, rawRows } from '../../features/index.ts';
import type { Workspace } from '../../storage/index.ts';
import { dataOrigins } from './data-origins.ts';
import { goldenRows } from './golden.ts';
import { InputTally } from './input-columns.ts';
import { lineageOf, type Lineage } from '../../clean/index.ts';
import { eachRawRow } from './raw-rows.ts';
import { plainTexts, textReadings } from './text-readings.ts';

/** What is to be exported: results by address, and the names cells have now. */
export type CollectRequest = {
  notebook: NotebookId;
  train: { name: string; address: Address };
  /** The evaluation whose threshold counts; null for the middle. */
  evaluation: {
    name: string;
    address: Address;
    /** Column whose groups the model card tells. */
    groupBy?: string | null;
  } | null;
  appVersion: string;
};

export type CollectDeps = {
  workspace: Workspace;
  /** The weights a run kept. */
  weights(run: RunId): NamedTensor[];
  pace: () => Promise<void>;
};

const goldenFromTest = 32;
/** Test rows are chosen among the first of them, so that their raw rows are found early. */
const testRowsLookedAt = 2000;

/**
 * Brings together everything between a raw row and its score. Throws `export_old_result` where a cleaning kept no plan,
 * `train_no_checkpoint` and `not_found` where results are gone.
 */
export async function collectModel(
  { workspace, weights, pace }: CollectDeps,
  request: CollectRequest,
): Promise<ExportedModel> {
  const { results } = workspace;
  const training = results.get(request.train.address);
  const run = trainCell.output.parse(training.output);
  const { spec, settings, startedAt, seed } = workspace.runs.info(run.run);
  const fitting = results.get(run.features);
  const features = featuresCell.output.parse(fitting.output);
  const table = fitting.ingredients.inputs['table']?.[0];
  if (table === undefined) throw new PortraitError('not_found', { what: 'The table of Features' });
  const lineage = lineageOf(results, table);
  const read = new Set(features.prep.steps.map(({ column }) => column));
  const plan = prunePlan(lineage.plan, read, features.prep.label.column);
  const isScored = scoredColumns(lineage.plan, read);
  const look = await lookAtRows({ workspace, weights, pace }, lineage, plan.columns, features);
  const reading =
    lineage.boundary.at === 'data' ? textReadings(settingsOf(results, lineage)) : plainTexts;
  const model: Omit<ExportedModel, 'golden'> = {
    format: 'portrait-model',
    version: exportedModelVersion,
    name: request.train.name,
    inputs: plan.columns.map((column, at) => ({
      ...column,
      ...aboutColumn(look, at, isScored(column.name)),
      text: reading(column, look.places[at] ?? -1),
    })),
    ignored: lineage.plan.columns
      .map(({ name }) => name)
      .filter((name) => !plan.columns.some((column) => column.name === name)),
    boundary: lineage.boundary,
    plan: plan.steps,
    passed: lineage.passed,
    prep: features.prep,
    spec,
    weights: {
      kept: settings.earlyStopping?.restoreBest ? 'best' : 'last',
      data: floatText(inOrder(weights(run.run), spec)),
    },
    decision: decisionOf(workspace, features, request),
    report: await reportOf(workspace, features, request, pace),
    training: settings,
    source: {
      notebook: request.notebook,
      train: request.train.name,
      features: featuresName(results, training.ingredients.inputs['model']?.[0]?.address),
      evaluation: request.evaluation?.name ?? null,
      address: request.train.address,
      data: dataOrigins(results, table),
      rows: features.rows,
      seed,
      trained: new Date(startedAt).toISOString(),
      weightsHash: run.weightsHash,
      versions: { portrait: request.appVersion, ...run.engine.versions },
    },
  };
  return {
    ...model,
    golden: goldenRows(model, look.rows, (at) => look.tally.largest(look.places[at] ?? -1)),
  };
}

/** Tells which columns have a say in the score, and not only in whether a row would have stayed. */
function scoredColumns(plan: CleanPlan, read: Iterable<string>): (name: string) => boolean {
  const steps = plan.steps.filter(({ type }) => type !== 'keep');
  const scored = new Set(prunePlan({ ...plan, steps }, read).columns.map(({ name }) => name));
  return (name) => scored.has(name);
}

function aboutColumn(
  { tally, places }: { tally: InputTally; places: readonly number[] },
  at: number,
  isScored: boolean,
): Pick<InputColumn, 'required' | 'examples'> {
  const { required, examples } = tally.about(places[at] ?? -1);
  return { required: required && isScored, examples };
}

type Results = Workspace['results'];

function settingsOf(results: Results, { origin }: Lineage) {
  const { output, ingredients } = results.get(origin.address);
  return { output, settings: ingredients.settings };
}

function featuresName(results: Results, model: string | undefined): string {
  const link = model === undefined ? undefined : results.get(model).ingredients.inputs['features'];
  return link?.[0]?.name ?? '';
}

/** Float32 numbers of all tensors in the layout's order, whatever order the run keeps them in. */
function inOrder(tensors: readonly NamedTensor[], spec: ExportedModel['spec']): Float32Array {
  const { order, trainable, moving } = layoutOf(spec);
  const byName = new Map(tensors.map(({ name, data }) => [name, data]));
  const parts = order.map(({ part, index }) => {
    const name = (part === 'trainable' ? trainable : moving)[index]?.name ?? '';
    const data = byName.get(name);
    if (data === undefined) throw new RangeError(`the run kept no tensor ${name}`);
    return data;
  });
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function decisionOf(
  { results }: Workspace,
  { prep }: FeaturesOutput,
  { evaluation }: CollectRequest,
): ExportedModel['decision'] {
  if (prep.label.kind !== 'binary') return null;
  if (evaluation === null) return { threshold: 0.5, costs: null };
  const { threshold, costs } = evaluate.output.parse(results.get(evaluation.address).output);
  return { threshold, costs };
}

async function reportOf(
  workspace: Workspace,
  features: FeaturesOutput,
  { evaluation }: CollectRequest,
  pace: () => Promise<void>,
): Promise<ModelReport | null> {
  if (evaluation === null) return null;
  const output = evaluate.output.parse(workspace.results.get(evaluation.address).output);
  const { threshold } = output;
  const column = features.table.columns.find(({ name }) => name === evaluation.groupBy)?.name;
  const groups =
    column === undefined
      ? null
      : await groupResults(workspace, features, output, { column, threshold }, pace);
  const { part, rows, testLooks, model, baselines, perClass } = output;
  const report = { part, rows, testLooks, model, baselines, perClass };
  return groups === null ? report : { ...report, groups };
}

/** One look through the raw rows: what its columns hold, and the raw rows behind some of the test part. */
async function lookAtRows(
  { workspace, pace }: CollectDeps,
  lineage: Lineage,
  inputs: Lineage['plan']['columns'],
  features: FeaturesOutput,
): Promise<{ tally: InputTally; places: number[]; rows: CellValue[][] }> {
  const { columns } = lineage.plan;
  const places = inputs.map(({ name }) => columns.findIndex((column) => column.name === name));
  const tally = new InputTally(columns.length);
  const wanted = wantedRows(workspace, features);
  const plan = createPlanRows(lineage.plan);
  const rows: CellValue[][] = [];
  await eachRawRow(
    workspace,
    lineage,
    (row) => {
      tally.add(row);
      if (wanted.size > 0 && wanted.delete(JSON.stringify(plan.apply(row).row))) {
        rows.push(places.map((at) => row[at] ?? null));
      }
      return true;
    },
    pace,
  );
  return { tally, places, rows };
}

/** Rows of the test part (else of the validation part, else of training), evenly among the first of them. */
function wantedRows(workspace: Workspace, features: FeaturesOutput): Set<string> {
  const { rows } = features;
  const part = rows.test > 0 ? 'test' : rows.validation > 0 ? 'validation' : 'train';
  const positions = partRows(workspace, features, part).subarray(0, testRowsLookedAt);
  const every = Math.max(1, Math.floor(positions.length / goldenFromTest));
  const chosen = [...positions].filter((_, at) => at % every === 0).slice(0, goldenFromTest);
  return new Set(rawRows(workspace, features.table, chosen).map((row) => JSON.stringify(row)));
}
