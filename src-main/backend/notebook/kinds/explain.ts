import type { Address, RunId } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { explain as definition, type ExplainOutput } from '#shared/model/cells/explain.ts';
import {
  features as featuresDefinition,
  type FeaturesOutput,
} from '#shared/model/cells/features.ts';
import { train } from '#shared/model/cells/train.ts';
import { deriveSeed } from '#shared/random/index.ts';
import {
  baselineOf,
  contributionsOf,
  createDecider,
  drawnPart,
  flips,
  partialDependence,
  permutationImportance,
  rangesSeen,
  rowAt,
  scorer,
  unitOf,
  type Explained,
} from '../../explain/index.ts';
import { createPacer } from '../../lib/index.ts';
import type { CellKind, KindContext, QueryContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Rows a dependence is averaged over. */
const mostAveraged = 500;

/** What a trained network goes by: its columns, one column's effect, one row's score, and what would flip a decision. */
const explain: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = context.input('run');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'run' });
    const { run, features: address } = train.output.parse(input.output);
    const explained = explainedBy(context, run, address);
    const { features, network } = explained;
    const { workspace, training, seed, signal } = context;
    const pace = createPacer(signal);
    const drawn = await drawnPart(
      workspace,
      features,
      settings.part,
      { most: settings.rows, seed: deriveSeed(seed, 'drawn') },
      pace,
    );
    const columns = await rangesSeen(workspace, features, pace);
    const importance = await permutationImportance({
      ...{ predictor: training, network, features, signal, pace },
      ...{ x: drawn.x, actual: drawn.actual, repeats: settings.repeats, seed },
      progress: (done, total) =>
        context.progress({ stage: 'explaining', done, total, unit: 'parts' }),
    });
    const decision = context.input('decision');
    const { label } = features.prep;
    return {
      ...{ kind: label.kind, part: settings.part, label: label.column, classes: label.classes },
      ...{ importance, columns, run, features: address },
      firstRow: (drawn.positions.at(0) ?? 0) + 1,
      tableRows: features.table.rows,
      means: meansOf(drawn.x, features.prep.features.length),
      sample: evenly(drawn.positions, mostAveraged),
      threshold: decision === undefined ? null : evaluate.output.parse(decision.output).threshold,
    };
  },

  artefacts: () => ({ tables: [], blobs: [], runs: [] }),

  queries: {
    async dependence(context, output, { column, outcome, curves }) {
      const explained = explainedBy(context, output.run, output.features);
      const { features } = explained;
      const range = output.columns.find((own) => own.column === column);
      if (range === undefined) throw new PortraitError('not_found', { what: column });
      const score = scorer(context.training, explained);
      const unit = unitOf(features, outcome);
      return partialDependence(context.workspace, features, score, range, {
        ...{ positions: output.sample, unit, curves },
      });
    },
    async row(context, output, { row, outcome, baseline }) {
      const explained = explainedBy(context, output.run, output.features);
      const { features } = explained;
      const values = rowAt(context.workspace, features, row);
      const chosen = outcome ?? likeliestClass(explained, output, values);
      const made = await contributionsOf(
        explained,
        values,
        baselineOf(output, baseline),
        unitOf(features, chosen),
        createPacer(),
      );
      return { row, outcome: chosen, ...made };
    },
    async flip(context, output, { row, threshold, fixed }) {
      const explained = explainedBy(context, output.run, output.features);
      const { prep } = explained.features;
      if (prep.label.kind === 'number') {
        throw new PortraitError('bad_request', { detail: 'a number is no decision' });
      }
      const columns = output.columns.flatMap((range) => {
        const index = prep.columns.findIndex(({ name }) => name === range.column);
        return fixed.includes(range.column) ? [] : [{ index, range }];
      });
      const decider = createDecider(explained, prep.label, output.threshold ?? threshold);
      const values = rowAt(context.workspace, explained.features, row);
      return { row, ...(await flips(values, columns, decider, createPacer())) };
    },
  },
};

/** The class explained where none is named: the positive one of two, the likeliest of several; null for a number. */
function likeliestClass(
  explained: Explained,
  { kind, classes }: ExplainOutput,
  row: Parameters<ReturnType<typeof createDecider>['decide']>[0],
): string | null {
  if (kind === 'number') return null;
  if (kind === 'binary') return classes[1] ?? null;
  const { label } = explained.features.prep;
  return classes[createDecider(explained, label, 0.5).decide(row).code] ?? null;
}

function explainedBy(
  context: Pick<KindContext | QueryContext, 'result' | 'workspace' | 'training'>,
  run: RunId,
  address: Address,
): Explained {
  const features: FeaturesOutput = featuresDefinition.output.parse(context.result(address).output);
  const { workspace, training } = context;
  return {
    features,
    network: { spec: workspace.runs.info(run).spec, weights: training.weights(run) },
  };
}

function meansOf(x: Float32Array, width: number): number[] {
  const rows = x.length / width;
  return Array.from({ length: width }, (_, feature) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += x[row * width + feature] ?? NaN;
    return sum / rows;
  });
}

/** At most `most` of a list, evenly taken. */
function evenly(positions: Int32Array, most: number): number[] {
  const every = Math.max(1, positions.length / most);
  const count = Math.min(most, positions.length);
  return Array.from({ length: count }, (_, k) => positions[Math.floor(k * every)]!);
}

export const makeKind = (): UntypedKind => untypedKind(explain);
