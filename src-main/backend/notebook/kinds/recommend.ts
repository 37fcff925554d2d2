import { PortraitError } from '#shared/errors/index.ts';
import { recommend as definition } from '#shared/model/cells/recommend.ts';
import { encodeState } from '../../recommend/index.ts';
import { interactionsInput } from '../inputs/interactions-input.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Fits one recommender, or joins several into a weighted hybrid. */
const recommend: CellKind<typeof definition> = {
  definition,

  async run(context, { algorithm }) {
    const input = interactionsInput(context);
    const made = { algorithm, interactions: input.address };
    if (algorithm.type === 'hybrid') {
      const parts = context.inputs('parts').map(({ address, output }, at) => {
        if (definition.output.parse(output).interactions !== input.address)
          throw new PortraitError('recommender_parts_differ');
        return { address, weight: algorithm.weights[at] ?? 1 };
      });
      if (parts.length === 0) throw new PortraitError('cell_input_missing', { slot: 'parts' });
      return { ...made, parts, state: null, stateBytes: 0, seconds: 0, epochs: [], spread: null };
    }
    const { recommending, workspace, seed, signal } = context;
    const fitted = await recommending.fit({
      ...{ data: input.prepared.learn, algorithm, seed, signal },
      progress: (done, total) => context.progress({ stage: 'fitting', done, total, unit: 'parts' }),
    });
    const bytes = fitted.state.length > 0 ? encodeState(fitted.state) : null;
    return {
      ...{ ...made, parts: [], seconds: fitted.seconds, epochs: fitted.epochs },
      spread: fitted.spread,
      state: bytes && workspace.blobs.put(bytes),
      stateBytes: bytes?.length ?? 0,
    };
  },

  artefacts: ({ state }) => ({ tables: [], blobs: state === null ? [] : [state], runs: [] }),
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(recommend);
