import { features } from '#shared/model/cells/features.ts';
import { model } from '#shared/model/cells/model.ts';
import { train as definition } from '#shared/model/cells/train.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { encodedChunks, splitRows } from '../../features/index.ts';
import { checkClassWeights } from '../../train/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { eraseKind, type ErasedKind } from '../erased-kind.ts';

/** Values encoded in one go: small enough that the backend answers in between. */
const batchValues = 100_000;

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
    const batch = Math.max(16, Math.floor(batchValues / spec.inputs));
    const result = await context.training.fit({
      ...{ notebook, cell, address: context.address, features: address },
      ...{ spec, settings, seed, signal },
      rows: data.table.rows,
      chunks: encodedChunks(workspace, data, { batch }),
      trainRows: rows.train,
      validationRows: rows.validation,
      follow: (run) => context.follow(run),
      progress: (progress) => context.progress(progress),
    });
    return { ...result, features: address };
  },

  artefacts: (output) => ({ tables: [], blobs: [], runs: [output.run] }),
  partial: (output) => output.end === 'stopped',
  queries: {},
};

export const makeKind = (): ErasedKind => eraseKind(train);
