import type { ColumnImportance, ImportanceResult } from '#shared/model/results/importance.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import { createRandom, deriveSeed, shuffle } from '#shared/random/index.ts';
import { percentileInterval } from '#shared/statistics/interval.ts';
import { predictPart, type Network, type Predictor } from '../evaluate/index.ts';
import { featureGroups } from './explained.ts';
import { metricOf } from './metric.ts';

/** Draws of rows with replacement for each shuffle; together with 20 shuffles, 80 for an interval. */
const draws = 4;
/** Values of shuffled features predicted in one go. */
const valuesAtOnce = 2_000_000;

export type ImportanceJob = {
  predictor: Predictor;
  network: Network;
  features: FeaturesOutput;
  /** Encoded rows [rows, inputs], and their actual class codes or numbers. */
  x: Float32Array;
  actual: Float64Array;
  repeats: number;
  seed: number;
  signal: AbortSignal;
  pace: () => Promise<void>;
  progress: (done: number, total: number) => void;
};

/**
 * Permutation importance of every raw column (Breiman 2001; as in scikit-learn): the score of the rows less the score with
 * the column's values shuffled among them, mean and deviation over the shuffles. All features of a column move together, as
 * if the raw values were shuffled. The interval is of drops on rows drawn with replacement, so that it holds the chance of
 * the rows as well as of the shuffle.
 */
export async function permutationImportance(job: ImportanceJob): Promise<ImportanceResult> {
  const { predictor, network, features, x, actual, repeats, seed, signal, pace } = job;
  const rows = actual.length;
  const metric = metricOf(features.prep.label);
  const predict = async (values: Float32Array, count: number): Promise<Float64Array> =>
    predictPart(
      predictor,
      network,
      features,
      { x: [values], actual: new Float64Array(count) },
      signal,
    );
  const weights = drawnRows(rows, repeats * draws, deriveSeed(seed, 'rows'));
  const whole = metric.on(actual, await predict(x, rows));
  const score = whole(null);
  const drawn = weights.map((own) => whole(own) ?? NaN);
  const groups = featureGroups(features);
  const columns: ColumnImportance[] = [];
  const atOnce = Math.max(1, Math.floor(valuesAtOnce / Math.max(1, x.length)));
  for (const [done, { column, features: places }] of groups.entries()) {
    job.progress(done, groups.length);
    const drops: number[] = [];
    const resampled: number[] = [];
    for (let first = 0; first < repeats; first += atOnce) {
      const count = Math.min(atOnce, repeats - first);
      const shuffled = shuffledRows(x, rows, places, column, { first, count, seed });
      const scores = await predict(shuffled, rows * count);
      const units = scores.length / (rows * count);
      for (let repeat = 0; repeat < count; repeat++) {
        const own = scores.subarray(repeat * rows * units, (repeat + 1) * rows * units);
        const measure = metric.on(actual, own);
        drops.push((score ?? NaN) - (measure(null) ?? NaN));
        for (let draw = 0; draw < draws; draw++) {
          const at = (first + repeat) * draws + draw;
          resampled.push((drawn[at] ?? NaN) - (measure(weights[at] ?? null) ?? NaN));
        }
        await pace();
      }
    }
    columns.push({ column, ...momentsOf(drops), ...percentileInterval(resampled) });
  }
  job.progress(groups.length, groups.length);
  columns.sort((a, b) => b.mean - a.mean);
  return { metric: metric.name, score, rows, columns };
}

function momentsOf(drops: readonly number[]): { mean: number; deviation: number } {
  const mean = drops.reduce((sum, drop) => sum + drop, 0) / drops.length;
  const squares = drops.reduce((sum, drop) => sum + (drop - mean) ** 2, 0);
  // A metric without a value on these rows has no importance either.
  if (!Number.isFinite(mean)) return { mean: 0, deviation: 0 };
  return { mean, deviation: Math.sqrt(squares / drops.length) };
}

/** Copies of the rows one after the other, in each the features at `places` taken from another row. */
function shuffledRows(
  x: Float32Array,
  rows: number,
  places: readonly number[],
  column: string,
  { first, count, seed }: { first: number; count: number; seed: number },
): Float32Array {
  const width = x.length / rows;
  const out = new Float32Array(x.length * count);
  for (let repeat = 0; repeat < count; repeat++) {
    const from = repeat * x.length;
    out.set(x, from);
    const random = createRandom(deriveSeed(seed, `${column} ${first + repeat}`));
    const order = shuffle(
      Int32Array.from({ length: rows }, (_, row) => row),
      random,
    );
    for (let row = 0; row < rows; row++) {
      const other = order[row]! * width;
      for (const place of places) out[from + row * width + place] = x[other + place] ?? NaN;
    }
  }
  return out;
}

/** How often each row was drawn, in each of `count` draws with replacement. */
function drawnRows(rows: number, count: number, seed: number): Int32Array[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const times = new Int32Array(rows);
    for (let draw = 0; draw < rows; draw++) {
      const row = random.below(rows);
      times[row]! += 1;
    }
    return times;
  });
}
