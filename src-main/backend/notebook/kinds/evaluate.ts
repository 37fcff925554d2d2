import type { Address, RunId } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { evaluate as definition, type EvaluateSettings } from '#shared/model/cells/evaluate.ts';
import {
  features as featuresDefinition,
  type FeaturesOutput,
} from '#shared/model/cells/features.ts';
import { train } from '#shared/model/cells/train.ts';
import {
  atThreshold,
  evaluatePart,
  groupResults,
  packPredictions,
  rowsBehind,
  unpackPredictions,
  writePredictions,
} from '../../evaluate/index.ts';
import { countTestLooks, noteTestLook } from '../../storage/index.ts';
import { membershipCheck, validationImportance, type Explained } from '../../explain/index.ts';
import { createPacer } from '../../lib/index.ts';
import type { CellKind, KindContext, QueryContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Measures a run on its validation or test part, beside baselines. */
const evaluate: CellKind<typeof definition> = {
  definition,

  async run(context, chosen) {
    const input = context.input('run');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'run' });
    const { run, features: address } = train.output.parse(input.output);
    const { workspace, training, seed, signal } = context;
    const features = featuresOf(context, address);
    const { label } = features.prep;
    const network = { spec: workspace.runs.info(run).spec, weights: training.weights(run) };
    const settings = { ...chosen, ...decisionOf(context) };
    const pace = createPacer(signal);
    context.progress({ stage: 'evaluating', done: 0, total: null, unit: 'parts' });
    const { actual, scores, ...evaluation } = await evaluatePart({
      ...{ workspace, training, features, address, network, settings, seed, signal, pace },
    });
    if (settings.part === 'test') noteTestLook(workspace.db, run, context.address, context.clock());
    const { part, threshold } = settings;
    const table = await writePredictions(workspace, features, part, { scores, threshold }, pace);
    return {
      ...evaluation,
      table,
      kind: label.kind,
      part: settings.part,
      rows: actual.length,
      classes: label.classes,
      testLooks: countTestLooks(workspace.db, run),
      threshold: settings.threshold,
      costs: settings.costs,
      predictions: workspace.blobs.put(packPredictions({ scores, actual }, label.kind)),
      run,
    };
  },

  artefacts: (output) => ({
    tables: output.table ? [output.table.id] : [],
    blobs: [output.predictions],
    runs: [],
  }),

  queries: {
    threshold(context, output, { threshold, falsePositive, falseNegative }) {
      if (output.kind !== 'binary') {
        const detail = 'thresholds are for binary labels';
        return Promise.reject(new PortraitError('bad_request', { detail }));
      }
      const bytes = context.workspace.blobs.get(output.predictions);
      const { scores, actual } = unpackPredictions(bytes, output);
      const costs = { falsePositive, falseNegative };
      return Promise.resolve(atThreshold(Uint8Array.from(actual), scores, threshold, costs));
    },
    groups(context, output, input) {
      const { features: address } = train.output.parse(context.inputs('run')[0]?.output);
      const features = featuresOf(context, address);
      return groupResults(context.workspace, features, output, input, createPacer());
    },
    importance(context, { run }) {
      const { workspace, training } = context;
      return validationImportance(workspace, training, explained(context, run));
    },
    membership(context, { run, part }) {
      const { workspace, training } = context;
      return membershipCheck(workspace, training, explained(context, run), part);
    },
    rows(context, output, input) {
      const { features: address } = train.output.parse(context.inputs('run')[0]?.output);
      const features = featuresOf(context, address);
      return Promise.resolve(rowsBehind(context.workspace, features, output, input));
    },
  },
};

/** Threshold and costs of the evaluation that decides for this one; nothing where there is none for two classes. */
function decisionOf(context: KindContext): Partial<Pick<EvaluateSettings, 'threshold' | 'costs'>> {
  const input = context.input('decision');
  if (input === undefined) return {};
  const { kind, threshold, costs } = definition.output.parse(input.output);
  return kind === 'binary' ? { threshold, costs } : {};
}

/** The run's network, and what its features were prepared by. */
function explained(context: QueryContext, run: RunId): Explained {
  const { features: address } = train.output.parse(context.inputs('run')[0]?.output);
  const { workspace, training } = context;
  const network = { spec: workspace.runs.info(run).spec, weights: training.weights(run) };
  return { network, features: featuresOf(context, address) };
}

function featuresOf(
  context: Pick<KindContext | QueryContext, 'result'>,
  address: Address,
): FeaturesOutput {
  return featuresDefinition.output.parse(context.result(address).output);
}

export const makeKind = (): UntypedKind => untypedKind(evaluate);
