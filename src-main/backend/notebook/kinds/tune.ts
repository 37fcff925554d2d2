import { json, type Json } from '#shared/model/json.ts';
import { tune as definition } from '#shared/model/cells/tune.ts';
import { encodeState, search } from '../../recommend/index.ts';
import { interactionsInput } from '../inputs/interactions-input.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/**
 * Searches the settings of a recommender on a validation part, then fits the best on everything learnt. Stopped, it
 * keeps the trials made and the best of them as its trial fitted it.
 */
const tune: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = interactionsInput(context);
    const { recommending, workspace, seed, signal } = context;
    const { prepared } = input;
    let standing: Json = null;
    const { algorithm, found, planned, ...trial } = await search({
      ...{ recommending, prepared, settings, seed, signal },
      told: (done, total, now, known) => {
        standing = json.parse(known);
        const note = now.map(({ name, value }) => `${name} ${words(value)}`).join(', ');
        context.progress({
          ...{ stage: 'trials', done, total: total + 1, unit: 'parts', note, standing },
        });
      },
    });
    const refit = await unlessStopped(signal, () =>
      recommending.fit({
        ...{ data: prepared.learn, algorithm, seed, signal },
        progress: (done, total) =>
          context.progress({
            ...{ stage: 'refitting', done: planned + done / Math.max(1, total) },
            ...{ total: planned + 1, unit: 'parts', standing },
          }),
      }),
    );
    const { state, seconds, epochs } = refit ?? trial.fitted;
    const bytes = state.length > 0 ? encodeState(state) : null;
    return {
      ...{ ...found, algorithm, interactions: input.address, parts: [] },
      ...{ metric: settings.metric, k: settings.k, seconds, epochs },
      stopped: refit === null ? { planned } : null,
      spread: refit?.spread ?? null,
      state: bytes && workspace.blobs.put(bytes),
      stateBytes: bytes?.length ?? 0,
    };
  },

  artefacts: ({ state }) => ({ tables: [], blobs: state === null ? [] : [state], runs: [] }),
  partial: ({ stopped }) => stopped !== null,
  queries: {},
};

/** Null where it was stopped, before or while it was done. */
async function unlessStopped<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (signal.aborted) return null;
    throw thrown;
  }
}

function words(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const makeKind = (): UntypedKind => untypedKind(tune);
