import type {
  CampaignList,
  CampaignOutput,
  PlannedCampaign,
} from '#shared/model/cells/campaign.ts';
import { readable } from '../../format/number.ts';
import { toMinute } from '../../format/to-minute.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** Segments by what they go by, with the names they have in the profile. */
export type NamedSegment = { key: string; name: string; users: number };

/** Whom a campaign is for. */
export function whomOf(segments: readonly string[], known: readonly NamedSegment[]): string {
  if (segments.length === 0) return m.campaign_everyone();
  const names = known.filter(({ key }) => segments.includes(key)).map(({ name }) => name);
  const [only] = names;
  return names.length === 1 && only !== undefined
    ? only
    : m.campaign_several({ count: segments.length });
}

/** What its people are shown; `recommenders` are the names of the connected cells. */
export function whatOf(list: CampaignList, recommenders: readonly string[]): string {
  switch (list.type) {
    case 'popular':
      return m.campaign_popular();
    case 'recommender':
      return recommenders[list.input] ?? `${list.input + 1}`;
    case 'category':
      return list.category;
    case 'items':
      return m.campaign_items();
  }
}

/** The name given to a campaign, else whom it is for and what they are shown. */
export function campaignName(
  { name, segments, list }: PlannedCampaign,
  known: readonly NamedSegment[],
  recommenders: readonly string[],
): string {
  if (name.trim() !== '') return name;
  return m.campaign_of({ whom: whomOf(segments, known), what: whatOf(list, recommenders) });
}

/** How the figures were made, and what they do not say. */
export function campaignProtocol({ protocol }: CampaignOutput): string[] {
  const counts = {
    users: readable(protocol.testUsers),
    all: readable(protocol.users),
    pairs: readable(protocol.testPairs),
  };
  return [
    protocol.split === 'time'
      ? m.campaign_how_span({
          ...counts,
          cut: toMinute(protocol.cut),
          until: toMinute(protocol.until),
        })
      : m.campaign_how_given(counts),
    ...(protocol.seenRemoved ? [m.campaign_how_seen()] : []),
    m.campaign_how_intervals({ resamples: readable(protocol.resamples) }),
    m.campaign_how_causal(),
    ...(protocol.synthetic ? [m.campaign_how_synthetic()] : []),
  ];
}

/** What the figures come to: the campaign with the most purchases a contact, and whether any beats most popular. */
export function campaignVerdict({ campaigns }: CampaignOutput, names: readonly string[]): string[] {
  const ranked = campaigns
    .map(({ purchases: { each }, overPopular }, at) => ({
      each,
      overPopular,
      name: names[at] ?? '',
    }))
    .filter(({ each }) => each.value !== null)
    .sort((a, b) => (b.each.value ?? 0) - (a.each.value ?? 0));
  const [best, next] = ranked;
  if (best === undefined) return [];
  const gains = ranked.some(({ overPopular }) => (overPopular.each.low ?? 0) > 0);
  const told = {
    ...{ name: best.name, each: readable(best.each.value, 3) },
    ...{ low: readable(best.each.low, 3), high: readable(best.each.high, 3) },
  };
  const overlaps = next !== undefined && (next.each.high ?? 0) >= (best.each.low ?? 0);
  return [
    ...(ranked.length > 1
      ? [overlaps ? m.campaign_best_unsure({ ...told, other: next.name }) : m.campaign_best(told)]
      : []),
    ...(gains ? [] : [m.campaign_no_gain()]),
  ];
}
