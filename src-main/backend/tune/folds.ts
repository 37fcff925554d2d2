import { smallest } from '#shared/statistics/extremes.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { createRandom, deriveSeed, shuffle, type Random } from '#shared/random/index.ts';

/** Of each row the fold (from 0) it validates in, -1 where it takes no part. */
type Division = Int32Array;

/** Which rows a fold learns from and is measured on: positions from 0 in the table, ascending. */
export type Fold = { train: Int32Array; validation: Int32Array };

/**
 * Folds of the same class shares: the rows of each class, shuffled, are dealt out in turn, going on where the class
 * before left off, so that neither sizes nor classes differ by more than one. `codes`: class of each row.
 * @throws tune_folds_few
 */
export function stratifiedFolds(
  rows: Int32Array,
  codes: Int32Array,
  { count, repeats, seed }: { count: number; repeats: number; seed: number },
): Fold[] {
  if (rows.length < 2 * count)
    throw new PortraitError('tune_folds_few', { found: rows.length, count });
  return repeated(repeats, seed, (random) => {
    const byClass = Map.groupBy(rows, (row) => codes[row] ?? -1);
    const division: Division = new Int32Array(codes.length).fill(-1);
    let next = 0;
    for (const code of [...byClass.keys()].sort((a, b) => a - b))
      for (const row of shuffle(byClass.get(code)!, random)) division[row] = next++ % count;
    return foldsOf(rows, division, count);
  });
}

/**
 * Folds that share no key: the largest groups first, each to the fold with the fewest rows so far (scikit-learn's
 * GroupKFold), equal ones in a drawn order. `keys`: number of each row's group.
 * @throws tune_folds_few where there are fewer groups than folds
 */
export function groupedFolds(
  rows: Int32Array,
  keys: Int32Array,
  { count, repeats, seed }: { count: number; repeats: number; seed: number },
): Fold[] {
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(keys[row]!, (sizes.get(keys[row]!) ?? 0) + 1);
  if (sizes.size < count) throw new PortraitError('tune_folds_few', { found: sizes.size, count });
  return repeated(repeats, seed, (random) => {
    const order = shuffle([...sizes.keys()], random).sort((a, b) => sizes.get(b)! - sizes.get(a)!);
    const filled = new Array<number>(count).fill(0);
    const foldOf = new Map<number, number>();
    for (const key of order) {
      const least = filled.indexOf(smallest(filled));
      foldOf.set(key, least);
      filled[least]! += sizes.get(key)!;
    }
    const division: Division = new Int32Array(keys.length).fill(-1);
    for (const row of rows) division[row] = foldOf.get(keys[row]!)!;
    return foldsOf(rows, division, count);
  });
}

/**
 * Each fold is measured on the block of rows that comes after all it learns from (scikit-learn's TimeSeriesSplit: of
 * count + 1 equal blocks in order of time the first only teaches). Rows without a time (NaN) count as earliest.
 * @throws tune_folds_few
 */
export function timeFolds(rows: Int32Array, times: Float64Array, count: number): Fold[] {
  const time = (row: number): number => (Number.isNaN(times[row]) ? -Infinity : times[row]!);
  const block = Math.floor(rows.length / (count + 1));
  if (block === 0) throw new PortraitError('tune_folds_few', { found: rows.length, count });
  // Infinities subtract to no number, so they are compared.
  const order = rows.toSorted((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : a - b));
  const first = rows.length - block * count;
  return Array.from({ length: count }, (_, at) => ({
    train: order.slice(0, first + at * block).sort(),
    validation: order.slice(first + at * block, first + (at + 1) * block).sort(),
  }));
}

function repeated(repeats: number, seed: number, divide: (random: Random) => Fold[]): Fold[] {
  return Array.from({ length: repeats }, (_, at) =>
    divide(createRandom(deriveSeed(seed, `division ${at}`))),
  ).flat();
}

function foldsOf(rows: Int32Array, division: Division, count: number): Fold[] {
  return Array.from({ length: count }, (_, fold) => ({
    train: rows.filter((row) => division[row] !== fold),
    validation: rows.filter((row) => division[row] === fold),
  }));
}
