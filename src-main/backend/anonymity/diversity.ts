import { combine, sizesOf, type Pace, type Partition } from './partition.ts';

/** A sensitive column: each row's value by number; `ordered` where values are numbers, numbered by size. */
export type SensitiveValues = Partition & { ordered: boolean };
export type Diversity = {
  /** Fewest different values of a class. */
  distinct: number;
  /** Entropy l-diversity: e to the smallest entropy of a class in nats (Machanavajjhala et al. 2007). */
  entropy: number;
  /**
   * t-closeness: largest earth mover's distance of a class's values from the whole table's (Li, Li & Venkatasubramanian
   * 2007): ordered distance for numbers, equal distance for all else.
   */
  closeness: number;
  /** Rows of classes that have one value only: who knows the class knows it. */
  certain: number;
};

const classesPerPace = 1 << 14;

/** How well classes hide a sensitive value. `classes` must have no unused number; rows > 0. */
export async function diversity(
  classes: Partition,
  values: SensitiveValues,
  pace: Pace,
): Promise<Diversity> {
  const rows = classes.of.length;
  const sizes = sizesOf(classes);
  const overall = sizesOf(values);
  const pairs = await combine(classes, values, pace);
  const counts = sizesOf(pairs);
  await pace();
  const classOf = new Uint32Array(pairs.count);
  const valueOf = new Uint32Array(pairs.count);
  for (let row = 0; row < rows; row += 1) {
    classOf[pairs.of[row]!] = classes.of[row]!;
    valueOf[pairs.of[row]!] = values.of[row]!;
  }
  await pace();
  const different = new Uint32Array(classes.count);
  const weighted = new Float64Array(classes.count);
  const apart = new Float64Array(classes.count).fill(1);
  for (let pair = 0; pair < pairs.count; pair += 1) {
    const own = classOf[pair]!;
    const [count, q] = [counts[pair]!, overall[valueOf[pair]!]! / rows];
    different[own]! += 1;
    weighted[own]! += count * Math.log(count);
    // Half of |p - q| over the class's own values and q over all others is 1 less the overlap.
    apart[own]! -= Math.min(count / sizes[own]!, q);
  }
  await pace();
  const told: Diversity = { distinct: rows, entropy: Infinity, closeness: 0, certain: 0 };
  for (let own = 0; own < classes.count; own += 1) {
    const size = sizes[own]!;
    told.distinct = Math.min(told.distinct, different[own]!);
    told.entropy = Math.min(told.entropy, Math.exp(Math.log(size) - weighted[own]! / size));
    told.closeness = Math.max(told.closeness, apart[own]!);
    if (different[own] === 1) told.certain += size;
  }
  if (values.ordered)
    told.closeness = await orderedDistance(
      {
        sorted: await bySize(classOf, valueOf, classes.count, values.count, pace),
        classOf,
        valueOf,
        counts,
      },
      ...([sizes, overall, rows, pace] as const),
    );
  return told;
}

/** Pairs of a class and a value, in the order of both, and their rows. */
type Pairs = Record<'sorted' | 'classOf' | 'valueOf' | 'counts', Uint32Array>;

/** Pairs by class, in each class by value: two counting sorts. */
async function bySize(
  classOf: Uint32Array,
  valueOf: Uint32Array,
  classes: number,
  values: number,
  pace: Pace,
): Promise<Uint32Array> {
  const all = new Uint32Array(classOf.length);
  for (let pair = 0; pair < all.length; pair += 1) all[pair] = pair;
  await pace();
  const byValue = counted(all, valueOf, values);
  await pace();
  return counted(byValue, classOf, classes);
}

function counted(items: Uint32Array, keyOf: Uint32Array, keys: number): Uint32Array {
  const starts = new Uint32Array(keys + 1);
  for (const item of items) starts[keyOf[item]! + 1]! += 1;
  for (let key = 0; key < keys; key += 1) starts[key + 1]! += starts[key]!;
  const sorted = new Uint32Array(items.length);
  for (const item of items) {
    sorted[starts[keyOf[item]!]!] = item;
    starts[keyOf[item]!]! += 1;
  }
  return sorted;
}

/**
 * The largest of the classes' ordered distances: the sum over values of the difference of both cumulative shares, by the
 * number of values less one. Between two values of a class its own share stands still, so that a run of the other is
 * summed by its prefix sums.
 */
async function orderedDistance(
  { sorted, classOf, valueOf, counts }: Pairs,
  sizes: Uint32Array,
  overall: Uint32Array,
  rows: number,
  pace: Pace,
): Promise<number> {
  const values = overall.length;
  if (values < 2) return 0;
  const shares = new Float64Array(values);
  const sums = new Float64Array(values + 1);
  let before = 0;
  for (let value = 0; value < values; value += 1) {
    before += overall[value]!;
    shares[value] = before / rows;
    sums[value + 1] = sums[value]! + shares[value]!;
  }
  /** Sum of |p - share| over the values `from` to `to`, the second not among them. */
  const run = (p: number, from: number, to: number): number => {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (shares[middle]! < p) low = middle + 1;
      else high = middle;
    }
    const below = p * (low - from) - (sums[low]! - sums[from]!);
    return below + (sums[to]! - sums[low]!) - p * (to - low);
  };
  let most = 0;
  await pace();
  for (let at = 0; at < sorted.length;) {
    const own = classOf[sorted[at]!]!;
    let distance = run(0, 0, valueOf[sorted[at]!]!);
    let taken = 0;
    for (; at < sorted.length && classOf[sorted[at]!] === own; at += 1) {
      taken += counts[sorted[at]!]!;
      const next = sorted[at + 1];
      const to = next !== undefined && classOf[next] === own ? valueOf[next]! : values;
      distance += run(taken / sizes[own]!, valueOf[sorted[at]!]!, to);
    }
    most = Math.max(most, distance / (values - 1));
    if (own % classesPerPace === 0) await pace();
  }
  return most;
}
