import { PortraitError } from '#shared/errors/index.ts';
import type { Augmentation } from '#shared/model/net/augmentation.ts';
import type { FittedLabel, FittedPrep } from '#shared/model/prep.ts';
import { createRandom, type Random } from '#shared/random/index.ts';
import { largest } from '#shared/statistics/extremes.ts';
import { drawBeta, drawNormal, drawRows } from './draws.ts';
import { featurePartsOf, type FeatureParts } from './feature-parts.ts';
import { smoteRows } from './smote.ts';

/** Encoded rows: x [rows, features] and y [rows, targets], row by row. */
export type EncodedSet = { x: Float32Array; y: Float32Array; rows: number };

/** Values of rows that are held at once for it, made ones among them. */
const mostValues = 100_000_000;

/**
 * Rows made of training rows, as they are learnt. The same seed makes the same rows.
 * @throws augment_label where SMOTE is asked for a number label, augment_large
 */
export async function augmentRows(
  prep: FittedPrep,
  augmentation: Augmentation,
  learnt: EncodedSet,
  seed: number,
  pace: () => Promise<void>,
): Promise<EncodedSet> {
  const random = createRandom(seed);
  const parts = featurePartsOf(prep);
  if (augmentation.type === 'smote') return smote(prep, parts, augmentation, learnt, random, pace);
  const count = Math.round(augmentation.share * learnt.rows);
  const width = learnt.x.length / learnt.rows;
  checkSize((learnt.rows + count) * width);
  const targets = learnt.y.length / learnt.rows;
  const made = { x: new Float32Array(count * width), y: new Float32Array(count * targets) };
  const order = drawRows(learnt.rows, random);
  const deviations = augmentation.type === 'noise' ? deviationsOf(learnt, parts.numbers) : [];
  for (let row = 0; row < count; row++) {
    const own = order.next().value;
    made.x.set(learnt.x.subarray(own * width, (own + 1) * width), row * width);
    made.y.set(learnt.y.subarray(own * targets, (own + 1) * targets), row * targets);
    if (augmentation.type === 'noise')
      parts.numbers.forEach((at, place) => {
        made.x[row * width + at]! +=
          augmentation.deviation * deviations[place]! * drawNormal(random);
      });
    else {
      const other = random.below(learnt.rows);
      const weight = drawBeta(augmentation.alpha, random);
      mix(made.x, row * width, learnt.x, other * width, width, weight);
      mix(made.y, row * targets, learnt.y, other * targets, targets, weight);
    }
    await pace();
  }
  return { ...made, rows: count };
}

/** weight * own + (1 - weight) * other. */
function mix(
  own: Float32Array,
  at: number,
  others: Float32Array,
  from: number,
  length: number,
  weight: number,
): void {
  for (let place = 0; place < length; place++)
    own[at + place] = weight * own[at + place]! + (1 - weight) * others[from + place]!;
}

async function smote(
  { label }: FittedPrep,
  parts: FeatureParts,
  augmentation: Extract<Augmentation, { type: 'smote' }>,
  learnt: EncodedSet,
  random: Random,
  pace: () => Promise<void>,
): Promise<EncodedSet> {
  if (label.kind === 'number') throw new PortraitError('augment_label', { label: label.column });
  const width = learnt.x.length / learnt.rows;
  const targets = learnt.y.length / learnt.rows;
  const byClass = Map.groupBy(
    Array.from({ length: learnt.rows }, (_, row) => row),
    (row) => classOf(label, learnt.y, row * targets),
  );
  const most = largest([...byClass.values()].map(({ length }) => length));
  const wanted = (rows: readonly number[]): number =>
    Math.max(0, Math.floor(augmentation.ratio * most) - rows.length);
  const total = [...byClass.values()].reduce((sum, rows) => sum + wanted(rows), 0);
  checkSize((learnt.rows + total) * width);
  const x = new Float32Array(total * width);
  const y = new Float32Array(total * targets);
  let made = 0;
  for (const [, rows] of [...byClass].sort(([a], [b]) => a - b)) {
    const own = new Float32Array(rows.length * width);
    rows.forEach((row, at) =>
      own.set(learnt.x.subarray(row * width, (row + 1) * width), at * width),
    );
    const set = { x: own, width, rows: rows.length };
    const found = await smoteRows(set, parts, augmentation, wanted(rows), random, pace);
    x.set(found, made * width);
    const labels = learnt.y.subarray(rows[0]! * targets, (rows[0]! + 1) * targets);
    for (let row = 0; row < found.length / width; row++) y.set(labels, made++ * targets);
  }
  return { x: x.subarray(0, made * width), y: y.subarray(0, made * targets), rows: made };
}

function classOf({ kind, classes }: FittedLabel, y: Float32Array, at: number): number {
  if (kind === 'binary') return Math.round(y[at]!);
  return y.subarray(at, at + classes.length).indexOf(1);
}

/** Population deviation of each of the features. */
function deviationsOf({ x, rows }: EncodedSet, numbers: readonly number[]): number[] {
  const width = x.length / rows;
  return numbers.map((at) => {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) sum += x[row * width + at]!;
    for (let row = 0; row < rows; row++) squares += (x[row * width + at]! - sum / rows) ** 2;
    return Math.sqrt(squares / rows);
  });
}

/** Throws augment_large. */
export function checkSize(values: number): void {
  if (values > mostValues) throw new PortraitError('augment_large', { values, limit: mostValues });
}
