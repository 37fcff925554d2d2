import { compare, type CompareOutput } from '#shared/model/cells/compare.ts';
import { evaluate, type EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import { train, type TrainOutput } from '#shared/model/cells/train.ts';
import { rankingMetricNames } from '#shared/model/cells/compare.ts';
import { verdictsOf } from '#shared/verdict/index.ts';
import type { Judged, Verdict, VerdictId } from '#shared/verdict/verdict.ts';

/** The verdict of an id on a result, or null where it does not speak. */
export function said<Id extends VerdictId>(
  id: Id,
  kind: string,
  cell: Judged,
  before: Record<string, Judged> = {},
): Verdict<Id> | null {
  const found = verdictsOf(kind, cell, (one) => (before[one] ? [before[one]] : []));
  return (found.find((verdict) => verdict.id === id) as Verdict<Id> | undefined) ?? null;
}

/** A run with these losses by epoch: [training, validation]. */
export function runOf(
  losses: [number, number | null][],
  more: Partial<TrainOutput> = {},
): TrainOutput {
  const best = losses.reduce(
    (lowest, [, validation], at) =>
      (validation ?? Infinity) < (losses[lowest]![1] ?? Infinity) ? at : lowest,
    0,
  );
  return train.output.parse({
    run: 'run',
    engine: {
      ...{ runtime: 'native', device: '', fallbackReason: null, threads: 1, oneDnn: false },
      ...{ versions: {}, memoryBytes: 0 },
    },
    end: 'finished',
    epochs: losses.map(([loss, validation], at) => ({
      ...{ epoch: at + 1, step: at + 1, learningRate: 0.001, seconds: 1, train: { loss } },
      validation: validation === null ? null : { loss: validation },
    })),
    ...{ bestEpoch: best + 1, steps: losses.length, seconds: 1, parameters: 1, weightsHash: '' },
    ...{ diverged: null, features: '', gap: null, ...more },
  });
}

/** A model cell with dropout of this rate behind its one hidden layer; without where 0, without layers where null. */
export function modelOf(rate: number | null): Judged {
  const dense = {
    ...{ type: 'dense', units: 8, activation: 'relu', initialiser: 'glorotUniform', l1: 0, l2: 0 },
  };
  const layers = rate === null ? [] : rate === 0 ? [dense] : [dense, { type: 'dropout', rate }];
  const output = { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' };
  return {
    settings: { layers },
    output: { spec: { inputs: 3, layers, output }, layers: [], parameters: 1, features: '' },
  };
}

const estimate = (value: number | null) => ({ value, low: null, high: null });

/** All eight metrics of a classifier; the losses are those of `loss`. */
export function scoredOf(
  name: EvaluateOutput['model']['name'],
  score: number,
  loss: number,
  more: Record<string, number> = {},
): EvaluateOutput['model'] {
  const values = {
    ...{ accuracy: score, precision: score, recall: score, f1: score, rocAuc: score, prAuc: score },
    ...{ logLoss: loss, brier: loss, ...more },
  };
  const classification = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, estimate(value)]),
  );
  return { name, classification, regression: null } as EvaluateOutput['model'];
}

/** An evaluation of two classes, `no` and `yes`. */
export function evaluationOf(more: Partial<EvaluateOutput> = {}): EvaluateOutput {
  const confusion = more.confusion ?? [
    [800, 40],
    [60, 100],
  ];
  return evaluate.output.parse({
    ...{ kind: 'binary', part: 'validation', rows: 1000, classes: ['no', 'yes'], testLooks: 0 },
    ...{ model: scoredOf('model', 0.8, 0.3), baselines: [], confusion },
    perClass: confusion.map((row, at) => ({
      ...{ value: ['no', 'yes'][at], precision: null, recall: null, f1: null },
      support: row[0]! + row[1]!,
    })),
    ...{ roc: null, calibration: [], scatter: null, threshold: 0.5, cheapestThreshold: null },
    pr: {
      ...{ x: [0, 0.4, 0.7, 1], y: [1, 0.8, 0.6, 0.16], threshold: [1.1, 0.31, 0.22345, 0.01] },
    },
    ...{ costs: { falsePositive: 1, falseNegative: 1 }, predictions: '', run: '', ...more },
  });
}

type Compared = { type: string; ndcg: number; coverage: number };

/** A comparison at 10; the p of every pair is that given, adjusted already; null for no test. */
export function comparisonOf(recommenders: Compared[], p: number | null): CompareOutput {
  const ndcgOf = (at: number) => recommenders[at]!.ndcg;
  const popular = recommenders.find(({ type }) => type === 'popular')?.ndcg ?? 0;
  return compare.output.parse({
    protocol: {
      ...{ split: 'time', cut: null, candidates: 'all', folds: 0, seenRemoved: true },
      ...{ ties: 'expected', users: 100, items: 1000, learntPairs: 5000, testUsers: 90 },
      ...{ testPairs: 900, mainK: 10, resamples: 100, flips: p === null ? 0 : 100 },
      synthetic: false,
    },
    recommenders: recommenders.map(({ type, ndcg, coverage }) => ({
      ...{ algorithm: { type }, baseline: type === 'popular', auc: estimate(0.5), segments: [] },
      ...{ fitSeconds: 1, rankSeconds: 1 },
      atK: [
        {
          k: 10,
          metrics: Object.fromEntries(
            rankingMetricNames.map((name) => [name, estimate(name === 'precision' ? 0.023 : ndcg)]),
          ),
          lift: estimate(popular > 0 ? ndcg / popular : null),
          beyond: { coverage, novelty: 1, diversity: 0.5, gini: 0.5, popularityBias: 1 },
        },
      ],
    })),
    pairs: recommenders.flatMap((_, a) =>
      recommenders.slice(a + 1).map((__, next) => ({
        ...{ a, b: a + 1 + next, k: 10 },
        metrics: Object.fromEntries(
          rankingMetricNames.map((name) => [
            name,
            { ...estimate(ndcgOf(a) - ndcgOf(a + 1 + next)), p: p ?? 1, adjusted: p ?? 1 },
          ]),
        ),
      })),
    ),
    leaders: [],
  });
}
