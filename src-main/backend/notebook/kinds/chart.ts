import { PortraitError } from '#shared/errors/index.ts';
import { chart as definition } from '#shared/model/cells/chart.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { runChart } from '../../data/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** A chart of any table: read and put together on another thread. */
const chart: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = context.input('table');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'table' });
    const { table } = tableOutput.parse(input.output);
    return runChart(context.workspace.tables, table, settings, context);
  },

  artefacts: () => ({ tables: [], blobs: [], runs: [] }),
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(chart);
