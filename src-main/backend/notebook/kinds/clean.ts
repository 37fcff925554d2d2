import { PortraitError } from '#shared/errors/index.ts';
import { clean as definition } from '#shared/model/cells/clean.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { cleanTable } from '../../clean/index.ts';
import { createPacer } from '../../lib/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Takes a table through a list of steps. */
const clean: CellKind<typeof definition> = {
  definition,

  async run(context, { steps }) {
    const input = context.input('table');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'table' });
    return cleanTable(context.workspace, {
      table: tableOutput.parse(input.output).table,
      others: context.inputs('others').map(({ name, output }) => ({
        name,
        table: tableOutput.parse(output).table,
      })),
      steps,
      pace: createPacer(context.signal),
      progress: (done, total) => context.progress({ stage: 'cleaning', done, total, unit: 'rows' }),
    });
  },

  artefacts: (output) => ({ tables: [output.table.id], blobs: [], runs: [] }),
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(clean);
