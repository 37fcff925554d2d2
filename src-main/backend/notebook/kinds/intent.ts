import { PortraitError } from '#shared/errors/index.ts';
import { data, tableOutput } from '#shared/model/cells/data.ts';
import { intent as definition } from '#shared/model/cells/intent.ts';
import { encodeIntent, makeIntent, OpenIntents } from '../../intent/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Whether a session ends in a purchase, foretold after each of its events. */
function intentKind(open = new OpenIntents()): CellKind<typeof definition> {
  return {
    definition,

    async run(context, settings) {
      const started = context.clock();
      const input = context.input('events');
      if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'events' });
      const { table } = tableOutput.parse(input.output);
      const { stored, ...made } = await makeIntent({
        ...{ tables: context.workspace.tables, table, settings, seed: context.seed },
        ...{ now: started, signal: context.signal },
        progress: (stage, done, total) =>
          context.progress({ stage, done, total, unit: stage === 'reading' ? 'rows' : 'steps' }),
      });
      return {
        ...{ ...made, model: context.workspace.blobs.put(encodeIntent(stored)) },
        best: data.output.safeParse(input.output).data?.bestIntent ?? null,
        synthetic: table.synthetic,
        seconds: (context.clock() - started) / 1000,
      };
    },

    artefacts: ({ model }) => ({ tables: [], blobs: [model], runs: [] }),

    queries: {
      sessions: ({ workspace }, { model }, asked) =>
        Promise.resolve(open.of(workspace.blobs, model).sessions(asked)),
      session: ({ workspace }, { model }, { id }) =>
        Promise.resolve(open.of(workspace.blobs, model).session(id)),
      live: ({ workspace }, { model }, { user, events }) =>
        Promise.resolve(open.of(workspace.blobs, model).live(user, events)),
    },
  };
}

export const makeKind = (): UntypedKind => untypedKind(intentKind());
