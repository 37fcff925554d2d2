import {
  beyondAccuracy,
  rankingMetricNames,
  type CompareOutput,
} from '#shared/model/cells/compare.ts';
import { commentedCsv } from '../../format/commented-csv.ts';

const listNames = beyondAccuracy.keyof().options;

/** All figures as CSV; the protocol stands above them in lines that begin with #. */
export function compareCsv(
  output: CompareOutput,
  names: readonly string[],
  protocol: readonly string[],
): string {
  const header = [
    ...['recommender', 'algorithm', 'k'],
    ...rankingMetricNames.flatMap((key) => [key, `${key}_low`, `${key}_high`]),
    ...['lift_over_popular', 'lift_low', 'lift_high'],
    ...listNames,
    ...['auc', 'auc_low', 'auc_high', 'fit_seconds', 'rank_seconds'],
  ];
  const rows = output.recommenders.flatMap(
    ({ atK, auc, algorithm, fitSeconds, rankSeconds }, index) =>
      atK.map(({ k, metrics, lift, beyond: lists }) => [
        ...[names[index] ?? '', JSON.stringify(algorithm), k],
        ...rankingMetricNames.flatMap((key) => interval(metrics[key])),
        ...interval(lift),
        ...listNames.map((key) => lists?.[key] ?? null),
        ...[...interval(auc), fitSeconds, rankSeconds],
      ]),
  );
  return commentedCsv([...protocol, JSON.stringify(output.protocol)], [header, ...rows]);
}

/** Everything that was measured, with names and the protocol in words. */
export function compareJson(
  output: CompareOutput,
  names: readonly string[],
  protocol: readonly string[],
): string {
  const { protocol: facts, recommenders, ...rest } = output;
  const named = recommenders.map((recommender, index) => ({
    name: names[index] ?? '',
    ...recommender,
  }));
  const whole = { protocol: { sentences: protocol, ...facts }, recommenders: named, ...rest };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

type Interval = { value: number | null; low: number | null; high: number | null };

function interval({ value, low, high }: Interval): (number | null)[] {
  return [value, low, high];
}
