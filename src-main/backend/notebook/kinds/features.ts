import { PortraitError } from '#shared/errors/index.ts';
import { features as definition } from '#shared/model/cells/features.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { encodedPage, fitFeatures, storeFitted, tableSource } from '../../features/index.ts';
import { createPacer } from '../../lib/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Splits a table and fits its preparation on the training part. */
const features: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = context.input('table');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'table' });
    const { table } = tableOutput.parse(input.output);
    const total = table.rows;
    const source = tableSource(context.workspace.tables, table.id);
    const pace = createPacer(context.signal);
    const watched = {
      info: source.info,
      *scan(columns: number[]) {
        for (const batch of source.scan(columns)) {
          context.progress({ stage: 'fitting', done: batch.first, total, unit: 'rows' });
          yield batch;
        }
      },
    };
    const fitted = await fitFeatures(watched, settings, context.seed, pace);
    return storeFitted(context.workspace, fitted);
  },

  artefacts: ({ splitBlob, outOfFoldBlob }) => ({
    tables: [],
    blobs: outOfFoldBlob === undefined ? [splitBlob] : [splitBlob, outOfFoldBlob],
    runs: [],
  }),
  queries: {
    rows: (context, output, input) =>
      Promise.resolve(encodedPage(context.workspace, output, input)),
  },
};

export const makeKind = (): UntypedKind => untypedKind(features);
