import type { Address } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { compare as definition } from '#shared/model/cells/compare.ts';
import { recommend, type RecommendOutput } from '#shared/model/cells/recommend.ts';
import { createPacer } from '../../lib/index.ts';
import { compareModels, modelRef } from '../../recommend/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Measures recommenders of one Interactions cell beside each other and beside most popular. */
const compare: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const inputs = context.inputs('recommenders');
    const look = (address: Address): unknown => context.result(address).output;
    const recommenderAt = (address: Address): RecommendOutput =>
      recommend.output.parse(look(address));
    const [first] = inputs;
    if (first === undefined)
      throw new PortraitError('cell_input_missing', { slot: 'recommenders' });
    const { interactions } = recommenderAt(first.address);
    const models = inputs.map(({ address, name }) => {
      const output = recommenderAt(address);
      if (output.interactions !== interactions) throw new PortraitError('recommender_data_differ');
      return {
        ref: modelRef(address, look),
        fitSeconds: fitSeconds(output, recommenderAt),
        ...{ name, baseline: false },
      };
    });
    const { data } = models[0]!.ref;
    const { recommending, seed, signal } = context;
    return compareModels(models, data, {
      prepared: recommending.prepared(data),
      ...{ recommending, settings, seed, signal },
      pace: createPacer(signal),
      told: (report) => context.progress(report),
    });
  },

  artefacts: () => ({ tables: [], blobs: [], runs: [] }),
  queries: {},
};

/** Of a hybrid, the seconds of its parts. */
function fitSeconds(
  { seconds, parts }: RecommendOutput,
  at: (address: Address) => RecommendOutput,
): number {
  return parts.reduce((sum, { address }) => sum + fitSeconds(at(address), at), seconds);
}

export const makeKind = (): UntypedKind => untypedKind(compare);
