import { features as featuresDefinition } from '#shared/model/cells/features.ts';
import { tuneNet as definition } from '#shared/model/cells/tune-net.ts';
import { json } from '#shared/model/json.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { createPacer } from '../../lib/index.ts';
import { searchNets } from '../../tune/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Searches network and training on the rows that Features does not hold out. Stopped, it keeps the trials it made. */
const tuneNet: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const input = context.input('features');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'features' });
    const { workspace, training, address, seed, signal } = context;
    const made = workspace.results.about(input.address);
    if (made === undefined) throw new PortraitError('not_found', { what: input.name });
    const found = await searchNets({
      ...{ workspace, training, address, settings, seed, signal, pace: createPacer(signal) },
      features: featuresDefinition.output.parse(input.output),
      featuresSettings: featuresDefinition.settings.parse(made.ingredients.settings),
      told: (stage, done, total, standing) =>
        context.progress({
          ...{ stage, done, total, unit: 'parts', standing: standing && json.parse(standing) },
        }),
    });
    return { ...found, features: input.address };
  },

  artefacts: () => ({ tables: [], blobs: [], runs: [] }),
  partial: ({ stopped }) => stopped !== null,
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(tuneNet);
