import type { Augmentation } from '#shared/model/net/augmentation.ts';
import type { Random } from '#shared/random/index.ts';
import { largest } from '#shared/statistics/extremes.ts';
import type { FeatureParts } from './feature-parts.ts';
import { nearestRows, unitCodes, type ClassRows } from './neighbours.ts';

type Smote = Extract<Augmentation, { type: 'smote' }>;

/** Rows of a class that neighbours are looked for among: all pairs of them are compared. */
const mostCandidates = 4000;

/**
 * Rows of one class made by SMOTE for mixed types (Chawla, Bowyer, Hall and Kegelmeyer 2002, SMOTE-NC): numbers lie between
 * those of a drawn row and of one of its nearest neighbours, a unit has the value most of all its neighbours have. Rows
 * beyond 4000 are drawn from. Empty for a class of one row, which has no neighbour.
 */
export async function smoteRows(
  all: ClassRows,
  parts: FeatureParts,
  { neighbours }: Smote,
  wanted: number,
  random: Random,
  pace: () => Promise<void>,
): Promise<Float32Array> {
  const rows = drawnOf(all, random);
  const { x, width } = rows;
  const count = Math.min(neighbours, rows.rows - 1);
  if (count < 1 || wanted <= 0) return new Float32Array(0);
  const nearest = await nearestRows(rows, parts, count, pace);
  const { codes } = unitCodes(rows, parts);
  const made = new Float32Array(wanted * width);
  for (let row = 0; row < wanted; row++) {
    const base = random.below(rows.rows);
    const around = nearest.subarray(base * count, (base + 1) * count);
    const other = around[random.below(count)]!;
    const step = random.next();
    for (const at of parts.numbers) {
      const from = x[base * width + at]!;
      made[row * width + at] = from + step * (x[other * width + at]! - from);
    }
    parts.units.forEach(({ first, length }, unit) => {
      const code = (of: number): number => codes[of * parts.units.length + unit]!;
      const giver = most(around, code, random) * width + first;
      made.set(x.subarray(giver, giver + length), row * width + first);
    });
    await pace();
  }
  return made;
}

/** A row with the code that most of the rows have; of several such codes one that is drawn. */
function most(rows: Int32Array, code: (row: number) => number, random: Random): number {
  const counts = new Map<number, { row: number; count: number }>();
  for (const row of rows) {
    const known = counts.get(code(row));
    if (known) known.count += 1;
    else counts.set(code(row), { row, count: 1 });
  }
  const best = largest([...counts.values()].map(({ count }) => count));
  const tied = [...counts.values()].filter(({ count }) => count === best);
  return tied[tied.length > 1 ? random.below(tied.length) : 0]!.row;
}

function drawnOf(rows: ClassRows, random: Random): ClassRows {
  if (rows.rows <= mostCandidates) return rows;
  const { width } = rows;
  const order = Int32Array.from({ length: rows.rows }, (_, row) => row);
  const x = new Float32Array(mostCandidates * width);
  for (let at = 0; at < mostCandidates; at++) {
    const other = at + random.below(rows.rows - at);
    const row = order[other]!;
    order[other] = order[at]!;
    x.set(rows.x.subarray(row * width, (row + 1) * width), at * width);
  }
  return { x, width, rows: mostCandidates };
}
