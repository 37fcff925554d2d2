import { PortraitError } from '#shared/errors/index.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { link as definition } from '#shared/model/cells/link.ts';
import { createPacer } from '../../lib/index.ts';
import { PeopleLinker } from '../../link/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Records of several tables brought together by person. */
function linkKind(): CellKind<typeof definition> {
  const linker = new PeopleLinker();
  return {
    definition,

    async run(context, settings) {
      const sources = context
        .inputs('tables')
        .map(({ name, output }) => ({ name, table: tableOutput.parse(output).table }));
      if (sources.length === 0) throw new PortraitError('cell_input_missing', { slot: 'tables' });
      return linker.link({
        ...{ sources, settings, seed: context.seed, clock: context.clock },
        tables: context.workspace.tables,
        pace: createPacer(context.signal),
        progress: (stage, done, total) =>
          context.progress({ stage, done, total, unit: stage === 'reading' ? 'rows' : 'pairs' }),
      });
    },

    artefacts: ({ people, records }) => ({ tables: [people.id, records.id], blobs: [], runs: [] }),
    queries: {},
  };
}

export const makeKind = (): UntypedKind => untypedKind(linkKind());
