import { PortraitError } from '#shared/errors/index.ts';
import { campaign as definition, type PlannedCampaign } from '#shared/model/cells/campaign.ts';
import { interactions } from '#shared/model/cells/interactions.ts';
import { profile } from '#shared/model/cells/profile.ts';
import { recommend } from '#shared/model/cells/recommend.ts';
import { segmentKeys } from '#shared/model/segment-names.ts';
import { createPacer } from '../../lib/index.ts';
import { decodeProfile } from '../../profile/index.ts';
import { measureCampaigns, modelRef } from '../../recommend/index.ts';
import type { CellKind, KindContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

/** Measures whom to show what on the held-out time span. */
const campaign: CellKind<typeof definition> = {
  definition,

  async run(context, settings) {
    const inputs = context.inputs('recommenders');
    const look = (address: string): unknown => context.result(address).output;
    const sources = inputs.map(({ output }) => recommend.output.parse(output).interactions);
    const [source] = sources;
    if (source === undefined)
      throw new PortraitError('cell_input_missing', { slot: 'recommenders' });
    if (sources.some((other) => other !== source))
      throw new PortraitError('recommender_data_differ');
    const models = inputs.map(({ address }) => modelRef(address, look));
    const { data } = interactions.output.parse(look(source));
    const { recommending, seed, signal } = context;
    const prepared = recommending.prepared(data);
    const memberOf = membership(context, source, prepared.userIds.length);
    return measureCampaigns(
      settings.campaigns.map((planned) => ({ ...planned, member: memberOf(planned) })),
      models,
      data,
      {
        ...{ recommending, prepared, settings, seed, signal },
        pace: createPacer(signal),
        told: (report) => context.progress(report),
      },
    );
  },

  artefacts: () => ({ tables: [], blobs: [], runs: [] }),
  queries: {},
};

/** Throws segment_gone, campaign_no_profile, recommender_data_differ. */
function membership(
  context: KindContext,
  source: string,
  users: number,
): (planned: PlannedCampaign) => Float64Array {
  const input = context.input('profile');
  const output = input && profile.output.parse(input.output);
  if (output && output.interactions !== source) throw new PortraitError('recommender_data_differ');
  const of = output && decodeProfile(context.workspace.blobs.get(output.vectors)).segments;
  const keys = output ? segmentKeys(output) : [];
  return ({ segments }) => {
    if (segments.length === 0) return new Float64Array(users).fill(1);
    if (input === undefined || of === undefined) throw new PortraitError('campaign_no_profile');
    const numbers = new Set(segments.map((key) => keys.indexOf(key)));
    if (numbers.has(-1)) throw new PortraitError('segment_gone', { cell: input.name });
    return Float64Array.from(of, (segment) => (numbers.has(segment) ? 1 : 0));
  };
}

export const makeKind = (): UntypedKind => untypedKind(campaign);
