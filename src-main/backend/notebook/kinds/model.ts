import { PortraitError } from '#shared/errors/index.ts';
import { features } from '#shared/model/cells/features.ts';
import { model as definition } from '#shared/model/cells/model.ts';
import { shapeModel, summariseModel } from '#shared/model/net/model-shape.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Shapes a network for the features it is given. */
const model: CellKind<typeof definition> = {
  definition,

  run(context, settings) {
    const input = context.input('features');
    if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'features' });
    const { prep } = features.output.parse(input.output);
    const spec = shapeModel(settings, prep);
    const layers = summariseModel(spec);
    const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
    return Promise.resolve({ spec, layers, parameters, features: input.address });
  },

  artefacts: () => ({ tables: [], blobs: [], runs: [] }),
  queries: {},
};

export const makeKind = (): UntypedKind => untypedKind(model);
