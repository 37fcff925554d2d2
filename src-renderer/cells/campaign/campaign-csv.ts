import type { CampaignOutput } from '#shared/model/cells/campaign.ts';
import type { Estimate } from '#shared/model/results/metrics.ts';
import { commentedCsv } from '../../format/commented-csv.ts';

const measures = ['purchases', 'overPopular', 'overRandom'] as const;
const headers = { purchases: 'purchases', overPopular: 'over_popular', overRandom: 'over_random' };

/** All figures; how they were made stands above them in lines that begin with #. */
export function campaignCsv(
  output: CampaignOutput,
  names: readonly string[],
  protocol: readonly string[],
): string {
  const header = [
    ...['campaign', 'segments', 'list', 'reach', 'active', 'shown', ...columnsOf('response')],
    ...measures.flatMap((one) => [
      ...columnsOf(`${headers[one]}_each`),
      ...columnsOf(headers[one]),
    ]),
    ...[...columnsOf('revenue'), 'cost', ...columnsOf('profit')],
  ];
  const rows = output.campaigns.map((one, at) => [
    ...[names[at] ?? '', JSON.stringify(one.segments), JSON.stringify(one.list)],
    ...[one.reach, one.active, one.shown, ...interval(one.responders)],
    ...measures.flatMap((key) => [...interval(one[key].each), ...interval(one[key].total)]),
    ...interval(one.money?.revenue.total),
    ...[one.money?.cost ?? null, ...interval(one.money?.profit.total)],
  ]);
  return commentedCsv([...protocol, JSON.stringify(output.protocol)], [header, ...rows]);
}

const columnsOf = (name: string): string[] => [name, `${name}_low`, `${name}_high`];

function interval(estimate: Estimate | undefined): (number | null)[] {
  return estimate ? [estimate.value, estimate.low, estimate.high] : [null, null, null];
}
