import { PortraitError } from '#shared/errors/index.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { privateStatistics as definition } from '#shared/model/cells/private-statistics.ts';
import { createPacer, createSystemBelow } from '../../lib/index.ts';
import { privateStatistics as ask } from '../../privacy/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Differentially private statistics of a table, out of the workspace's budget. */
const privateStatistics: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = context.input('table');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'table' });
    const { table } = tableOutput.parse(input.output);
    const { workspace, notebook, cell, address, clock } = context;
    const { unit } = settings;
    return ask({
      ...{ settings, table, tables: workspace.tables, below: createSystemBelow() },
      pace: createPacer(context.signal),
      progress: (done) =>
        context.progress({ stage: 'reading', done, total: table.rows, unit: 'rows' }),
      check: (cost) => workspace.privacy.check({ unit, ...cost }),
      spend: (cost) => {
        const { kind } = definition;
        workspace.privacy.spend({ unit, kind, notebook, cell, address, ...cost }, clock());
      },
    });
  },

  artefacts: ({ table }) => ({ tables: [table.id], blobs: [], runs: [] }),
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(privateStatistics);
