import type { MeasuredCampaign } from '#shared/model/cells/campaign.ts';
import type { Random } from '#shared/random/index.ts';
import { resampledMeans, withInterval } from '../compare/index.ts';
import type { Outcome } from './outcome.ts';

export type Costs = { contactCost: number; margin: number };
export type Sampling = { resamples: number; random: Random; pace(): Promise<void> };
type Estimates = Pick<
  MeasuredCampaign,
  'responders' | 'purchases' | 'overPopular' | 'overRandom' | 'money'
>;

/**
 * Means over the people of a campaign (`member` 1) with 95% bootstrap percentile intervals: all users are drawn with
 * replacement, and every figure of a draw is taken from the same people, so that differences are paired. As many people
 * drawn at random have, in expectation, what everyone has on average.
 */
export async function estimatesOf(
  member: Float64Array,
  own: Outcome,
  popular: Outcome,
  costs: Costs,
  sampling: Sampling,
): Promise<Estimates> {
  const among = (values: Float64Array): Float64Array =>
    values.map((value, at) => value * member[at]!);
  const columns = [
    ...[member, among(own.taken), among(own.responded), among(popular.taken), own.taken],
    ...(own.revenue ? [among(own.revenue)] : []),
  ];
  const draws = await resampledMeans(columns, sampling);
  const reach = sum(member);
  const [members, taken, responded, ofPopular, everyone, revenue] = draws;
  const over = (draw: Float64Array | undefined, shift: (at: number) => number = () => 0) =>
    Float64Array.from(members!, (share, at) =>
      share > 0 ? draw![at]! / share - shift(at) : NaN,
    ).filter((value) => !Number.isNaN(value));
  const mean = (column: number): number => sum(columns[column]!) / reach;
  const perPerson = (value: number, resampled: Float64Array) => ({
    each: withInterval(reach > 0 ? value : null, resampled),
    total: withInterval(
      reach > 0 ? value * reach : null,
      resampled.map((one) => one * reach),
    ),
  });
  const popularPer = over(ofPopular);
  const { contactCost, margin } = costs;
  const profit = (each: number): number => each * margin - contactCost;
  const earned = revenue ? over(revenue) : null;
  return {
    responders: withInterval(reach > 0 ? mean(2) : null, over(responded)),
    purchases: perPerson(mean(1), over(taken)),
    overPopular: perPerson(
      mean(1) - mean(3),
      over(taken).map((one, at) => one - popularPer[at]!),
    ),
    overRandom: perPerson(
      mean(1) - sum(own.taken) / own.taken.length,
      over(taken, (at) => everyone![at]!),
    ),
    money: earned && {
      revenue: perPerson(mean(5), earned),
      cost: contactCost * reach,
      profit: perPerson(profit(mean(5)), earned.map(profit)),
    },
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
