import { largest } from '#shared/statistics/extremes.ts';
import {
  rankingMetricNames,
  type CompareOutput,
  type ComparedPair,
  type ComparedRecommender,
  type RankingMetric,
} from '#shared/model/cells/compare.ts';
import type { Estimate } from '#shared/model/results/metrics.ts';
import type { Random } from '#shared/random/index.ts';
import { meanOf } from '#shared/statistics/mean.ts';
import type { Prepared } from '../interactions/index.ts';
import { resampledMeans, withInterval } from './bootstrap.ts';
import type { ComparedModel } from './compared-model.ts';
import type { Measurement } from './measure.ts';
import { columnOf } from './score-table.ts';
import { holm, pairsOf, signFlipTests } from './sign-flips.ts';
import { userGroups } from './user-groups.ts';

type SummaryContext = {
  prepared: Prepared;
  ks: readonly number[];
  mainK: number;
  resamples: number;
  flips: number;
  /** A stream of its own for each named use. */
  random(name: string): Random;
  pace(): Promise<void>;
};

/** Means, intervals, paired tests and groups of what was measured. */
export async function summarise(
  models: readonly ComparedModel[],
  measurement: Measurement,
  context: SummaryContext,
): Promise<Pick<CompareOutput, 'recommenders' | 'pairs' | 'leaders'>> {
  const { ks, flips, pace } = context;
  const columns = measurement.models.map((model) => model.columns);
  const means = columns.map((own) => own.map(meanOf));
  const width = columns[0]!.length;
  const flat = await resampledMeans(columns.flat(), {
    ...{ resamples: context.resamples, random: context.random('bootstrap'), pace },
  });
  const resampled = models.map((_, r) => flat.slice(r * width, (r + 1) * width));
  const estimate = (r: number, column: number): Estimate =>
    withInterval(means[r]![column]!, resampled[r]![column]!);
  const popular = models.findIndex(isPopular);
  const segments = await bySegment(measurement, context);

  const recommenders = models.map(({ ref, baseline }, r): ComparedRecommender => {
    const { beyond, fitSeconds, rankSeconds } = measurement.models[r]!;
    return {
      ...{ algorithm: ref.algorithm, baseline, fitSeconds, rankSeconds },
      atK: ks.map((k, at) => {
        const ndcg = columnOf(at, 'ndcg');
        return {
          k,
          metrics: perMetric((metric) => estimate(r, columnOf(at, metric))),
          lift: ratio(
            { mean: means[r]![ndcg]!, resampled: resampled[r]![ndcg]! },
            { mean: means[popular]![ndcg]!, resampled: resampled[popular]![ndcg]! },
          ),
          beyond: beyond[at]!,
        };
      }),
      auc: estimate(r, width - 1),
      segments: segments[r]!,
    };
  });

  const tested = ks.flatMap((_, at) =>
    rankingMetricNames.map((metric) => columns.map((own) => own[columnOf(at, metric)]!)),
  );
  const found = await signFlipTests(tested, { flips, random: context.random('flips'), pace });
  const adjusted = found.map(holm);
  const pairs: ComparedPair[] = [];
  for (const [at, k] of ks.entries())
    for (const [pair, [a, b]] of pairsOf(models.length).entries()) {
      const metrics = perMetric((metric) => {
        const column = columnOf(at, metric);
        const drawn = resampled[a]![column]!.map(
          (mean, one) => mean - resampled[b]![column]![one]!,
        );
        const difference = withInterval(means[a]![column]! - means[b]![column]!, drawn);
        return { ...difference, p: found[column]![pair]!, adjusted: adjusted[column]![pair]! };
      });
      pairs.push({ a, b, k, metrics });
      await pace();
    }
  const leaders = ks.map((k, at) => ({
    k,
    metrics: perMetric((metric) => {
      const column = columnOf(at, metric);
      return leadersOf(
        means.map((own) => own.at(column) ?? 0),
        adjusted[column]!,
      );
    }),
  }));
  return { recommenders, pairs, leaders };
}

/** The highest, then those not told from it at the 5% level; nobody where there is nothing to compare. */
function leadersOf(means: readonly number[], adjusted: readonly number[]): number[] {
  const best = means.indexOf(largest(means));
  const alike = pairsOf(means.length).flatMap(([a, b], pair) =>
    (a === best || b === best) && adjusted[pair]! >= 0.05 ? [a === best ? b : a] : [],
  );
  return means.length > 1 ? [best, ...alike] : [];
}

async function bySegment(
  { users, models }: Measurement,
  { prepared, ks, mainK, resamples, random, pace }: SummaryContext,
): Promise<ComparedRecommender['segments'][]> {
  const main = ks.indexOf(mainK);
  const segments: ComparedRecommender['segments'][] = models.map(() => []);
  const drawn = random('segments');
  for (const { by, name, rows, history } of userGroups(prepared, users)) {
    const columns = models.flatMap(({ columns }) =>
      (['ndcg', 'recall'] as const).map((metric) =>
        Float64Array.from(rows, (row) => columns[columnOf(main, metric)]![row]!),
      ),
    );
    const means = await resampledMeans(columns, { resamples, random: drawn, pace });
    const estimates = columns.map((column, c) => withInterval(meanOf(column), means[c]!));
    segments.forEach((own, r) =>
      own.push({
        ...{ by, name, users: rows.length, history },
        ndcg: estimates[2 * r]!,
        recall: estimates[2 * r + 1]!,
      }),
    );
  }
  return segments;
}

type Resampled = { mean: number | null; resampled: Float64Array };

function ratio(of: Resampled, over: Resampled): Estimate {
  const value = of.mean === null || !over.mean ? null : of.mean / over.mean;
  return withInterval(
    value,
    of.resampled.map((mean, at) => mean / over.resampled[at]!),
  );
}

function isPopular({ ref }: ComparedModel): boolean {
  return ref.algorithm.type === 'popular' && !ref.algorithm.bySegment;
}

function perMetric<T>(value: (metric: RankingMetric) => T): Record<RankingMetric, T> {
  const entries = rankingMetricNames.map((metric) => [metric, value(metric)] as const);
  // Object.fromEntries forgets which keys went in; they are all the metrics.
  return Object.fromEntries(entries) as Record<RankingMetric, T>;
}
