import type { RunId } from '#shared/model/ids.ts';
import { prunePlan } from '#shared/encoding/plan/prune-plan.ts';
import { columnPlace, PortraitError } from '#shared/errors/index.ts';
import { floatText } from '#shared/wire/float-text.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { features as featuresDefinition } from '#shared/model/cells/features.ts';
import {
  predict as definition,
  type PredictOutput,
  type PredictSettings,
} from '#shared/model/cells/predict.ts';
import { train } from '#shared/model/cells/train.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import type { Column, TableInfo } from '#shared/model/table.ts';
import { lineageOf } from '../../clean/index.ts';
import { dataPath, FileFingerprints } from '../../data/index.ts';
import { createPacer } from '../../lib/index.ts';
import { chosenUsers, rowsOfChosen } from '../inputs/population.ts';
import { chooseWay, predictTable, openModelFile, type Way } from '../../predict/index.ts';
import type { CellKind, KindContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Scores the rows of a table with a run, or with an exported model. */
function predictKind(fingerprints = new FileFingerprints()): CellKind<typeof definition> {
  return {
    definition,

    fingerprint: async ({ model }, folder, signal) =>
      model === null ? '' : fingerprints.of(dataPath(model.path, folder), signal),

    async run(context, settings) {
      const input = context.input('table');
      if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'table' });
      const { table: whole } = tableOutput.parse(input.output);
      const pace = createPacer(context.signal);
      const { segments = [], column = null } = settings.population ?? {};
      const chosen = await chosenUsers(context, { segments }, pace);
      const table = chosen ? await rowsOfChosen(context, whole, chosen, column, pace) : whole;
      try {
        const made = await scoreTable(context, settings, table, whole.id);
        return { ...made, population: chosen && { left: table.rows, of: whole.rows } };
      } finally {
        if (chosen) context.workspace.tables.drop(table.id);
      }
    },

    artefacts: (output) => ({ tables: [output.table.id], blobs: [], runs: [] }),
    queries: {},
  };
}

/** `known` is the stored table whose rows they are. */
async function scoreTable(
  context: KindContext,
  settings: PredictSettings,
  table: TableInfo,
  known: string,
): Promise<PredictOutput> {
  const source = await sourceOf(context, settings);
  const { way, model, brought } = chooseWay(
    source.ways,
    table.columns,
    known === source.training?.table.id,
  );
  const { label } = model.prep;
  const decided = label.kind === 'binary' ? thresholdOf(context, settings, source) : null;
  const decision = decided && { threshold: decided.threshold, costs: null };
  const labelPlace = table.columns.findIndex(({ name }) => name === label.column);
  const read = new Set(brought.map(({ place }) => place));
  const { table: made, scored } = await predictTable({
    tables: context.workspace.tables,
    task: {
      model: { ...model, decision },
      ...{ table, brought, settings },
      label: labelPlace < 0 ? null : labelPlace,
      kept: keptColumns(table, settings),
      training: source.training,
    },
    synthetic: table.synthetic || source.synthetic,
    signal: context.signal,
    progress: (stage, done, total) => context.progress({ stage, done, total, unit: 'rows' }),
  });
  return {
    ...scored,
    ...{ table: made, way, kind: label.kind, label: label.column, classes: label.classes },
    threshold: decided?.threshold ?? null,
    thresholdOf: decided?.of ?? null,
    inputs: model.inputs.map(({ name }) => name),
    ignored: table.columns
      .filter((_, at) => !read.has(at) && at !== labelPlace)
      .map(({ name }) => name),
    ...{ run: source.run, population: null },
  };
}

type Source = {
  ways: Way[];
  training: { table: TableInfo; parts: Uint8Array } | null;
  decision: ExportedModel['decision'];
  run: RunId | null;
  synthetic: boolean;
};

async function sourceOf(context: KindContext, { model }: PredictSettings): Promise<Source> {
  if (model === null) return runSource(context);
  const read = await openModelFile(dataPath(model.path, context.folder), context.signal);
  return {
    ways: [{ way: 'raw', model: read }],
    ...{ training: null, decision: read.decision, run: null },
    synthetic: read.source.data.some(({ synthetic }) => synthetic),
  };
}

function runSource(context: KindContext): Source {
  const input = context.input('run');
  if (input === undefined) throw new PortraitError('predict_no_model');
  const { run, features: address } = train.output.parse(input.output);
  const { workspace, training } = context;
  const features = featuresDefinition.output.parse(context.result(address).output);
  const { prep } = features;
  const weights = training.weights(run);
  const flat = new Float32Array(weights.reduce((sum, { data }) => sum + data.length, 0));
  weights.reduce((at, { data }) => {
    flat.set(data, at);
    return at + data.length;
  }, 0);
  const net = {
    ...{ prep, spec: workspace.runs.info(run).spec, decision: null },
    weights: { kept: 'best' as const, data: floatText(flat) },
  };
  return {
    ways: [
      { way: 'prepared', model: { ...net, inputs: readColumns(prep), plan: [] } },
      ...rawWay(context, address, net),
    ],
    training: { table: features.table, parts: workspace.blobs.get(features.splitBlob) },
    ...{ decision: null, run, synthetic: features.table.synthetic },
  };
}

/** Rows as they were before the cleaning of the training table, where there was any that one row can go through. */
function rawWay(
  { workspace }: KindContext,
  features: string,
  net: Omit<Way['model'], 'inputs' | 'plan'>,
): Way[] {
  const [table] = workspace.results.get(features).ingredients.inputs['table'] ?? [];
  if (table === undefined) return [];
  try {
    const read = new Set(net.prep.steps.map(({ column }) => column));
    const { columns, steps } = prunePlan(lineageOf(workspace.results, table).plan, read);
    return steps.length === 0
      ? []
      : [{ way: 'raw', model: { ...net, inputs: columns, plan: steps } }];
  } catch (error) {
    // Cleaning of an older version kept no plan, or what it was made from is gone: rows come as Features reads them.
    const lost = error instanceof PortraitError && lostWays.has(error.code);
    if (lost) return [];
    throw error;
  }
}

const lostWays: ReadonlySet<string> = new Set(['export_old_result', 'not_found']);

/** Columns that become features, as Features reads them. */
function readColumns({ columns, steps }: FittedPrep): Column[] {
  const used = new Set(steps.map(({ column }) => column));
  return columns.filter(({ name }) => used.has(name));
}

function thresholdOf(
  context: KindContext,
  { threshold }: PredictSettings,
  { decision }: Source,
): { threshold: number; of: PredictOutput['thresholdOf'] } {
  if (threshold !== null) return { threshold, of: 'setting' };
  const input = context.input('decision');
  if (input !== undefined) {
    const { kind, threshold: decided } = evaluate.output.parse(input.output);
    if (kind === 'binary') return { threshold: decided, of: 'evaluation' };
  }
  if (decision !== null) return { threshold: decision.threshold, of: 'model' };
  return { threshold: 0.5, of: 'default' };
}

/** Throws column_missing. */
function keptColumns({ columns }: TableInfo, settings: PredictSettings): number[] {
  if (settings.keep === 'all') return [...columns.keys()];
  return settings.columns.map((name) => columnPlace(name, columns));
}

export const makeKind = (): UntypedKind => untypedKind(predictKind());
