import { features } from '#shared/model/cells/features.ts';
import { model } from '#shared/model/cells/model.ts';
import type { GradientNoise } from '#shared/engine/training.ts';
import { train as definition, type TrainOutput } from '#shared/model/cells/train.ts';
import type { PrivateTraining } from '#shared/model/net/train-settings.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { planPrivate } from '../../privacy/index.ts';
import {
  encodedChunks,
  inChunks,
  madeRows,
  splitRows,
  type EncodedSet,
} from '../../features/index.ts';
import { createPacer } from '../../lib/index.ts';
import { checkClassWeights, type EncodedChunk } from '../../train/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Values encoded in one go: small enough that the backend answers in between. */
const batchValues = 100_000;

/** What the run gave away, for the result. */
function told(
  { epsilon, delta, clip }: PrivateTraining,
  { multiplier, rate }: GradientNoise,
): { privacy: TrainOutput['privacy'] } {
  return { privacy: { epsilon, delta, clip, noise: multiplier, rate } };
}

/** Made rows come after those of the table. */
function* withMade(
  chunks: Iterable<EncodedChunk>,
  rows: number,
  made: EncodedSet | undefined,
): Iterable<EncodedChunk> {
  yield* chunks;
  for (const { first, x, y } of made ? inChunks(made) : []) yield { first: rows + first, x, y };
}

const beside = (learnt: Int32Array, rows: number, made: number): Int32Array =>
  Int32Array.from([...learnt, ...Array.from({ length: made }, (_, at) => rows + at)]);

/** Trains the model on the rows it was shaped for, as a run that can be followed, stopped and gone on with. */
const train: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = context.input('model');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'model' });
    const { spec, features: address } = model.output.parse(input.output);
    const data = features.output.parse(context.result(address).output);
    checkClassWeights(settings.classWeights, data.prep.label);
    const { workspace, notebook, cell, seed, signal } = context;
    const rows = splitRows(workspace, data);
    if (rows.train.length === 0) throw new PortraitError('split_empty', { part: 'train' });
    const noise =
      settings.privacy &&
      planPrivate(settings, settings.privacy, { spec, prep: data.prep, rows: rows.train.length });
    if (settings.privacy) {
      const { epsilon, delta } = settings.privacy;
      const { kind } = definition;
      const { address: result, clock } = context;
      const spending = {
        unit: 'row' as const,
        kind,
        notebook,
        cell,
        address: result,
        epsilon,
        delta,
      };
      workspace.privacy.spend(spending, clock());
    }
    const made =
      settings.augmentation &&
      (await madeRows(workspace, data, settings.augmentation, seed, createPacer(signal)));
    const batch = Math.max(16, Math.floor(batchValues / spec.inputs));
    const result = await context.training.fit({
      ...{ notebook, cell, address: context.address, features: address },
      ...{ spec, settings, seed, signal },
      rows: data.table.rows + (made?.rows ?? 0),
      chunks: withMade(encodedChunks(workspace, data, { batch }), data.table.rows, made),
      trainRows: made ? beside(rows.train, data.table.rows, made.rows) : rows.train,
      // A curve of the validation part would be told without being counted.
      validationRows: noise ? new Int32Array(0) : rows.validation,
      ...(noise && { noise }),
      follow: (run) => context.follow(run),
      progress: (progress) => context.progress(progress),
    });
    return {
      ...result,
      features: address,
      ...(made &&
        settings.augmentation && {
          augmented: { type: settings.augmentation.type, rows: made.rows },
        }),
      ...(noise && settings.privacy && told(settings.privacy, noise)),
    };
  },

  artefacts: (output) => ({ tables: [], blobs: [], runs: [output.run] }),
  partial: (output) => output.end === 'stopped',
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(train);
