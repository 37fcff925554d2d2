import type { Address, RunId } from '#shared/model/ids.ts';
import { isDeepStrictEqual } from 'node:util';
import { PortraitError } from '#shared/errors/index.ts';
import {
  features as featuresDefinition,
  type FeaturesOutput,
} from '#shared/model/cells/features.ts';
import { model } from '#shared/model/cells/model.ts';
import { train } from '#shared/model/cells/train.ts';
import {
  walkthrough as definition,
  type WalkthroughOutput,
} from '#shared/model/cells/walkthrough.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import { weightsOfClasses } from '#shared/network/class-weights.ts';
import { workedExample } from '#shared/teaching/worked-example.ts';
import { exampleStep, feedOf, stepOf, type WalkSource } from '../../walkthrough/index.ts';
import type { CellKind, KindContext, QueryContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

type Network = Pick<
  WalkthroughOutput,
  | 'source'
  | 'run'
  | 'spec'
  | 'training'
  | 'seed'
  | 'steps'
  | 'diverged'
  | 'checkpoints'
  | 'runtime'
  | 'gpu'
>;

/** One training step with every number: of a run, of a model not trained yet, or of the worked example. */
const walkthrough: CellKind<typeof definition> = {
  definition,

  run(context, settings) {
    const input = context.input('network');
    if (input === undefined) return Promise.resolve(exampleOutput());
    const [network, address] =
      input.kind === 'train'
        ? ofRun(context, train.output.parse(input.output))
        : ofModel(context, model.output.parse(input.output), settings.run);
    const features = featuresOf(context, address);
    const { prep, table, rows, skipped, classCounts } = features;
    const { classWeights } = network.training;
    return Promise.resolve({
      ...network,
      ...{ prep, features: address, trainRows: rows.train, rows: table.rows },
      classWeights: weightsOfClasses(classWeights, network.spec.output, () =>
        classCounts.map((count) => count.train),
      ),
      identifiers: skipped.flatMap(({ column, reason }) =>
        reason === 'identifier' || reason === 'reference' ? [column] : [],
      ),
    });
  },

  artefacts: () => ({ tables: [], blobs: [], runs: [] }),

  queries: {
    step: (context, output, asked) =>
      Promise.resolve(
        output.source === 'example' ? exampleStep(asked) : stepOf(sourceOf(context, output), asked),
      ),
    feed: (context, output, asked) =>
      Promise.resolve(
        output.source === 'example' ? { steps: [] } : feedOf(sourceOf(context, output), asked),
      ),
  },
};

function ofRun(
  { workspace }: Pick<KindContext, 'workspace'>,
  { run, features }: Pick<ReturnType<typeof train.output.parse>, 'run' | 'features'>,
): [Network, string] {
  const { spec, settings, seed, engine, error } = workspace.runs.info(run);
  if (settings.privacy !== undefined) throw new PortraitError('walk_private');
  if (settings.augmentation !== undefined) throw new PortraitError('walk_augmented');
  const [best, last] = (['best', 'last'] as const).map((kind) => {
    const found = workspace.runs.checkpoint(run, kind);
    return found === undefined ? null : { step: found.step, epoch: found.epoch };
  });
  const checkpoints = { best: best ?? null, last: last ?? null };
  // A run that diverged went on from its last good weights to the step that broke it.
  const diverged = error?.code === 'train_diverged' ? Number(error.params['step']) : null;
  const network: Network = {
    ...{ source: 'run', run, spec, training: settings, seed, checkpoints },
    ...{ steps: Math.max(last?.step ?? 0, diverged ?? 0), diverged },
    runtime: engine?.runtime ?? null,
    gpu: engine !== null && (engine.runtime === 'webgpu' || engine.device !== 'cpu'),
  };
  return [network, features];
}

/** As it begins; or as a run went that ended without a result, while it still is a run of this model. */
function ofModel(
  { seed, workspace }: KindContext,
  { spec, features }: ReturnType<typeof model.output.parse>,
  run: RunId | undefined,
): [Network, string] {
  if (run !== undefined && isDeepStrictEqual(workspace.runs.info(run).spec, spec))
    return ofRun({ workspace }, { run, features });
  const network: Network = {
    ...{ source: 'model', run: null, spec, training: trainSettings.parse({}), seed },
    ...{ steps: 0, diverged: null, checkpoints: { best: null, last: null } },
    ...{ runtime: null, gpu: false },
  };
  return [network, features];
}

function exampleOutput(): WalkthroughOutput {
  const { prep, spec, training, rows, identifiers } = workedExample;
  return {
    ...{ source: 'example', run: null, features: null, spec, training, seed: 0, prep },
    ...{ classWeights: null, trainRows: rows.length, rows: rows.length, steps: 0, diverged: null },
    ...{ checkpoints: { best: null, last: null }, identifiers, runtime: null, gpu: false },
  };
}

function sourceOf(
  context: Pick<QueryContext, 'workspace' | 'result'>,
  output: WalkthroughOutput,
): WalkSource {
  return {
    workspace: context.workspace,
    output,
    features: featuresOf(context, output.features ?? ''),
  };
}

function featuresOf(
  context: Pick<KindContext | QueryContext, 'result'>,
  address: Address,
): FeaturesOutput {
  return featuresDefinition.output.parse(context.result(address).output);
}

export const makeKind = (): UntypedKind => untypedKind(walkthrough);
