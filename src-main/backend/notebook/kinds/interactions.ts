import { tableOutput } from '#shared/model/cells/data.ts';
import { interactions as definition } from '#shared/model/cells/interactions.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { createPacer } from '../../lib/index.ts';
import { encodePrepared, prepare, summarise } from '../../recommend/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Who had what, when and how much, divided into what recommenders learn from and what they are tested on. */
const interactions: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const table = (slot: string): TableInfo | null => {
      const input = context.input(slot);
      return input === undefined ? null : tableOutput.parse(input.output).table;
    };
    const events = table('events');
    if (events === null) throw new PortraitError('cell_input_missing', { slot: 'events' });
    const pace = createPacer(context.signal);
    const preparation = await prepare(
      {
        ...{ events, users: table('users'), items: table('items') },
        ...{ friends: table('friends'), test: table('test') },
      },
      settings,
      {
        tables: context.workspace.tables,
        seed: context.seed,
        now: context.clock(),
        pace,
        progress: (done) =>
          context.progress({ stage: 'reading', done, total: events.rows, unit: 'rows' }),
      },
    );
    const summary = await summarise(preparation, pace);
    const data = context.workspace.blobs.put(encodePrepared(preparation.prepared));
    return { ...summary, data };
  },

  artefacts: (output) => ({ tables: [], blobs: [output.data], runs: [] }),
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(interactions);
