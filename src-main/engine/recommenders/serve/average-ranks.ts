/** Cells that scores are sorted into, from the lowest to the highest; few hold a held-out item. */
const cells = 1024;
/** Stands for a score that is not a number, which would win or lose by accident. */
const worst = -3.4e38;

/** Scores from `low` on, `scale` cells a unit; cell by cell how many of the `bounds` lie in cells below. */
type Grid = { low: number; scale: number; place: Int32Array; bounds: Float64Array };

/**
 * Places of some items among all, into `out`: 1 + number of better items + half the number of other equal ones; an
 * item that is ruled out (-Infinity) ranks behind all. Into `ties` how many items have the same score, itself among
 * them. What is not a number counts as the worst and is written so into `scores`. Gives the number of items not ruled
 * out.
 *
 * One walk over the scores for all items asked for, in which most scores find their place by a single comparison.
 */
export function averageRanks(
  scores: Float32Array,
  items: Int32Array,
  out: Float32Array,
  ties: Int32Array,
): number {
  const { candidates, low, high } = rangeOf(scores);
  const asked = differentScores(scores, items);
  const grid = gridOf(asked, low, high);
  const { below, equal } = count(scores, grid);
  const ranks = new Float64Array(asked.length);
  let better = 0;
  for (let at = asked.length - 1; at >= 0; at--) {
    better += below[at + 1]!;
    ranks[at] = 1 + better + (equal[at]! - 1) / 2;
    better += equal[at]!;
  }
  for (let at = 0; at < items.length; at++) {
    const own = scores[items[at]!]!;
    const place = own === -Infinity ? -1 : placeOf(own, grid);
    out[at] = place < 0 ? candidates + 1 : ranks[place]!;
    ties[at] = place < 0 ? 1 : equal[place]!;
  }
  return candidates;
}

/** Lowest and highest of the scores that are numbers, and how many items are not ruled out. */
function rangeOf(scores: Float32Array): { candidates: number; low: number; high: number } {
  let candidates = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!;
    if (score > -Infinity) {
      candidates += 1;
      if (score < low) low = score;
      if (score > high) high = score;
    } else if (score !== -Infinity) {
      scores[item] = worst;
      candidates += 1;
    }
  }
  return { candidates, low, high };
}

/** Different scores of the items that are not ruled out, ascending. */
function differentScores(scores: Float32Array, items: Int32Array): Float32Array {
  const sorted = Float32Array.from(items, (item) => scores[item]!).sort();
  let size = 0;
  for (const score of sorted)
    if (score > -Infinity && (size === 0 || score !== sorted[size - 1])) sorted[size++] = score;
  return sorted.subarray(0, size);
}

function gridOf(asked: Float32Array, low: number, high: number): Grid {
  // A comparison with what is not a number is false, which ends the search behind the last.
  const bounds = new Float64Array(asked.length + 1).fill(Number.NaN);
  bounds.set(asked);
  const place = new Int32Array(cells);
  const grid = { low, scale: high > low ? (cells - 1) / (high - low) : 0, place, bounds };
  for (let at = 0, cell = 0; at <= asked.length; at++) {
    const end = at < asked.length ? cellOf(asked[at]!, low, grid.scale) : cells - 1;
    for (; cell <= end; cell++) place[cell] = at;
  }
  return grid;
}

/** Never higher for a lower score; rounding does not change that. */
function cellOf(score: number, low: number, scale: number): number {
  return Math.max(0, ((score - low) * scale) | 0);
}

/** Number of bounds below a score. */
function placeOf(score: number, { low, scale, place, bounds }: Grid): number {
  let at = place[cellOf(score, low, scale)]!;
  while (score > bounds[at]!) at += 1;
  return at;
}

/** How many scores equal each bound, and how many lie between it and the one before. */
function count(scores: Float32Array, grid: Grid): { below: Int32Array; equal: Int32Array } {
  const { low, scale, place, bounds } = grid;
  const below = new Int32Array(bounds.length);
  const equal = new Int32Array(bounds.length);
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!;
    if (score === -Infinity) continue;
    let at = place[cellOf(score, low, scale)]!;
    while (score > bounds[at]!) at += 1;
    if (score === bounds[at]!) equal[at]! += 1;
    else below[at]! += 1;
  }
  return { below, equal };
}
