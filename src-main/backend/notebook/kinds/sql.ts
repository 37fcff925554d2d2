import { tableOutput } from '#shared/model/cells/data.ts';
import { sql as definition } from '#shared/model/cells/sql.ts';
import { runQuery } from '../../data/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** One read-only SELECT over the tables of other cells, which go by the cells' names. */
const sql: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const inputs = context.inputs('tables').map(({ name, output }) => ({
      name,
      table: tableOutput.parse(output).table,
    }));
    const made = await runQuery(context.workspace.tables, {
      ...settings,
      inputs,
      signal: context.signal,
      onRows: (done) => context.progress({ stage: 'querying', done, total: null, unit: 'rows' }),
    });
    return made;
  },

  artefacts: (output) => ({ tables: [output.table.id], blobs: [], runs: [] }),
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(sql);
