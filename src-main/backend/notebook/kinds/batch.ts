import { columnPlace, PortraitError } from '#shared/errors/index.ts';
import { batch as definition } from '#shared/model/cells/batch.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { createPacer } from '../../lib/index.ts';
import { idsIn, modelRef, recommendToAll } from '../../recommend/index.ts';
import { chosenUsers } from '../inputs/population.ts';
import { updatesInput } from '../inputs/updates-input.ts';
import type { CellKind, KindContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

const units = { reading: 'rows', fitting: 'parts', recommending: 'users' } as const;

/** Refits a recommender on everything and writes the best items of every user as a table. */
const batch: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = context.input('recommender');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'recommender' });
    const model = modelRef(input.address, (address) => context.result(address).output);
    const { recommending, workspace, seed, signal } = context;
    const pace = createPacer(signal);
    const barred = await barredIds(context, settings.rules.barredColumn, pace);
    const { segments = [] } = settings.population ?? {};
    const chosen = await chosenUsers(context, { segments }, pace);
    const since = updatesInput(context, model.data)?.read() ?? null;
    return recommendToAll(
      model,
      settings,
      { barred, since, only: chosen?.ids ?? null },
      {
        ...{ tables: workspace.tables, recommending, seed, signal, pace },
        now: context.clock(),
        progress: (stage, done, total) =>
          context.progress({ stage, done, total, unit: units[stage] }),
      },
    );
  },

  artefacts: ({ table }) => ({ tables: [table.id], blobs: [], runs: [] }),
  queries: {},
};

/** Ids of the connected table of barred items. Throws column_missing. */
async function barredIds(
  context: KindContext,
  name: string | null,
  pace: () => Promise<void>,
): Promise<{ column: string; ids: string[] }> {
  const input = context.input('barred');
  if (input === undefined) return { column: '', ids: [] };
  const { table } = tableOutput.parse(input.output);
  const column = name === null ? 0 : columnPlace(name, table.columns);
  const ids = await idsIn(context.workspace.tables, table.id, column, pace);
  return { column: table.columns[column]?.name ?? '', ids };
}

export const makeKind = (): UntypedKind => untypedKind(batch);
