import { PortraitError } from '#shared/errors/index.ts';
import { anonymity as definition } from '#shared/model/cells/anonymity.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { makeAnonymous } from '../../anonymity/index.ts';
import { createPacer } from '../../lib/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** How well the people of a table are hidden, and a k-anonymous table. */
const anonymity: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = context.input('table');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'table' });
    return makeAnonymous({
      ...{ settings, table: tableOutput.parse(input.output).table, clock: context.clock },
      tables: context.workspace.tables,
      pace: createPacer(context.signal),
      progress: (stage, done, total) =>
        context.progress({ stage, done, total, unit: stage === 'searching' ? 'steps' : 'rows' }),
    });
  },

  artefacts: ({ table }) => ({ tables: [table.id], blobs: [], runs: [] }),
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(anonymity);
