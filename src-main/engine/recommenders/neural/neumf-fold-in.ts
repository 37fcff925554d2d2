import { createRandom } from '#shared/random/index.ts';
import { solver, type Solve } from '#shared/linear/small-cholesky.ts';
import type { NeumfScorer } from './neumf-scores.ts';

/** What user rows look like on the whole: mean and variance of each dimension over the users learnt from. */
export type UserPrior = { mean: Float32Array; variance: Float32Array };

/** Items the user does not have that stand for all of them. */
const mostNegatives = 600;
const mostPositives = 300;
const steps = 5;

export type LocalFit = {
  /** The user row that fits the history best. */
  row: Float32Array;
  /** Solves with the loss's curvature there (Gauss-Newton). */
  solve: Solve;
};

/**
 * The row of a user the model was not fitted on: the cross-entropy of the history against `negatives` times as many
 * other items, with the rows of the known users as a normal prior, minimised over this row alone by Gauss-Newton
 * steps (everything else of the net stays). Without history it is the mean row.
 * Given `start`, the loss's curvature is taken there and no step is made.
 */
export function fitUserRow(
  scorer: NeumfScorer,
  prior: UserPrior,
  history: Int32Array,
  items: number,
  negatives: number,
  start: Float32Array | null,
): LocalFit {
  const width = prior.mean.length;
  const samples = samplesOf(history, items, negatives);
  const gradient = new Float32Array(width);
  let row = Float32Array.from(start ?? prior.mean);
  let loss = lossAt(scorer, prior, samples, row);
  for (let step = 0; ; step++) {
    const curvature = new Float64Array(width * width);
    const downhill = new Float64Array(width);
    for (let a = 0; a < width; a++) {
      const precision = 1 / prior.variance[a]!;
      curvature[a * width + a] = precision;
      downhill[a] = precision * (prior.mean[a]! - row[a]!);
    }
    const logit = scorer.at(row);
    for (const { item, label, weight } of samples) {
      const p = sigmoid(logit(item, gradient));
      const pull = weight * (label - p);
      const bend = weight * Math.max(p * (1 - p), 1e-3);
      for (let a = 0; a < width; a++) {
        const slope = gradient[a]!;
        if (slope === 0) continue;
        downhill[a]! += pull * slope;
        const scaled = bend * slope;
        for (let b = 0; b <= a; b++) curvature[a * width + b]! += scaled * gradient[b]!;
      }
    }
    const solve = solver(curvature, width);
    if (start || step === steps) return { row, solve };
    const move = solve(downhill);
    // A ReLU's bend or a far step can overshoot: halve until the loss falls.
    let stride = 1;
    for (; stride > 0.05; stride /= 2) {
      const next = row.map((value, a) => value + stride * move[a]!);
      const nextLoss = lossAt(scorer, prior, samples, next);
      if (!(nextLoss < loss)) continue;
      const done = loss - nextLoss < 1e-4 * loss;
      [row, loss] = [next, nextLoss];
      if (done) step = steps - 1;
      break;
    }
    if (stride <= 0.05) step = steps - 1;
  }
}

function lossAt(
  scorer: NeumfScorer,
  prior: UserPrior,
  samples: readonly Sample[],
  row: Float32Array,
): number {
  let loss = 0;
  const logit = scorer.at(row);
  for (const { item, label, weight } of samples) {
    const z = logit(item, null);
    loss += weight * (Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z))));
  }
  for (let a = 0; a < row.length; a++)
    loss += (row[a]! - prior.mean[a]!) ** 2 / (2 * prior.variance[a]!);
  return loss;
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

type Sample = { item: number; label: number; weight: number };

function samplesOf(history: Int32Array, items: number, negatives: number): Sample[] {
  const owned = new Set(history);
  if (owned.size === 0) return [];
  const random = createRandom(owned.size);
  const positives = choose([...owned], mostPositives, random);
  const others: number[] = [];
  if (items <= 4 * mostNegatives) {
    for (let item = 0; item < items; item++) if (!owned.has(item)) others.push(item);
  } else {
    const wanted = Math.min(mostNegatives, items - owned.size);
    for (let tries = 0; others.length < wanted && tries < 20 * mostNegatives; tries++) {
      const item = random.below(items);
      if (!owned.has(item)) others.push(item);
    }
  }
  const passed = choose(others, mostNegatives, random);
  const own = owned.size / positives.length;
  // Training draws from the whole catalogue and skips what the user has.
  const share = (items - owned.size) / items;
  const rest = (negatives * owned.size * share) / Math.max(1, passed.length);
  return [
    ...positives.map((item) => ({ item, label: 1, weight: own })),
    ...passed.map((item) => ({ item, label: 0, weight: rest })),
  ];
}

function choose(list: number[], most: number, random: { below(limit: number): number }): number[] {
  for (let at = 0; at < Math.min(most, list.length - 1); at++) {
    const other = at + random.below(list.length - at);
    [list[at], list[other]] = [list[other]!, list[at]!];
  }
  return list.slice(0, most);
}
