import { json, type Json } from '#shared/model/json.ts';
import { tune as definition } from '#shared/model/cells/tune.ts';
import { encodeState, search } from '../../recommend/index.ts';
import { interactionsInput } from '../interactions-input.ts';
import type { CellKind } from '../cell-kind.ts';

/** Searches the settings of a recommender on a validation part, then fits the best on everything learnt. */
export const tune: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = interactionsInput(context);
    const { recommending, workspace, seed, signal } = context;
    const { prepared } = input;
    let standing: Json = null;
    let tried = 0;
    const { algorithm, ...found } = await search({
      ...{ recommending, prepared, settings, seed, signal },
      told: (done, total, now, known) => {
        tried = total;
        standing = json.parse(known);
        const note = now.map(({ name, value }) => `${name} ${words(value)}`).join(', ');
        context.progress({
          ...{ stage: 'trials', done, total: total + 1, unit: 'parts', note, standing },
        });
      },
    });
    const fitted = await recommending.fit({
      ...{ data: prepared.learn, algorithm, seed, signal },
      progress: (done, total) =>
        context.progress({
          ...{ stage: 'refitting', done: tried + done / Math.max(1, total), total: tried + 1 },
          ...{ unit: 'parts', standing },
        }),
    });
    const bytes = fitted.state.length > 0 ? encodeState(fitted.state) : null;
    return {
      ...{ ...found, algorithm, interactions: input.address, parts: [] },
      ...{ metric: settings.metric, k: settings.k },
      ...{ seconds: fitted.seconds, epochs: fitted.epochs },
      state: bytes && workspace.blobs.put(bytes),
      stateBytes: bytes?.length ?? 0,
    };
  },

  artefacts: ({ state }) => ({ tables: [], blobs: state === null ? [] : [state], runs: [] }),
  queries: {},
};

function words(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
