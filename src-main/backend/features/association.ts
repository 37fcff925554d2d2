import type { LabelKind } from '#shared/model/prep.ts';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import { dateMilliseconds, valueNumber, valueText } from '#shared/prep/index.ts';

/** Labels of the sampled rows: class codes, or numbers. */
export type SampleLabel = { kind: LabelKind; classes: number; values: Float64Array };

const groupLimit = 200;

/**
 * How much one column alone tells about the label, 0..1: twice the distance of its ROC AUC from .5 (the best class
 * against the rest), or |r| for number labels. Categories stand for the mean label of their value in the other half of
 * the sample, so that chance does not look like knowledge. 0 where it cannot be told.
 */
export function association(
  values: readonly CellValue[],
  type: ColumnType,
  label: SampleLabel,
): number {
  const targets =
    label.kind === 'number'
      ? [label.values]
      : Array.from({ length: label.kind === 'binary' ? 1 : label.classes }, (_, index) =>
          label.values.map((code) => (code === index ? 1 : 0)),
        );
  const strength = label.kind === 'number' ? correlation : aucDistance;
  const strengths = targets.map((target) => {
    const scores = scoresOf(values, type, target);
    return scores === null ? 0 : strength(scores, target);
  });
  return Math.max(0, ...strengths);
}

function scoresOf(
  values: readonly CellValue[],
  type: ColumnType,
  target: Float64Array,
): Float64Array | null {
  if (type === 'integer' || type === 'real' || type === 'date') {
    const number = type === 'date' ? dateMilliseconds : valueNumber;
    const numbers = Float64Array.from(values, (value) => number(value) ?? NaN);
    const least = numbers.reduce((min, value) => (value < min ? value : min), Infinity);
    return numbers.map((value) => (Number.isNaN(value) ? least - 1 : value));
  }
  return groupMeans(
    values.map((value) => valueText(value, type) ?? ''),
    target,
  );
}

function groupMeans(texts: string[], target: Float64Array): Float64Array | null {
  const sums = [new Map<string, [number, number]>(), new Map<string, [number, number]>()];
  texts.forEach((text, row) => {
    const half = sums[row % 2];
    const [sum, count] = half?.get(text) ?? [0, 0];
    half?.set(text, [sum + (target[row] ?? 0), count + 1]);
  });
  if (sums.some((half) => half.size > groupLimit)) return null;
  const mean = target.reduce((sum, value) => sum + value, 0) / Math.max(1, target.length);
  return Float64Array.from(texts, (text, row) => {
    const [sum, count] = sums[1 - (row % 2)]?.get(text) ?? [mean, 1];
    return sum / count;
  });
}

/** 2 |AUC - .5| by ranks, ties shared. */
function aucDistance(scores: Float64Array, target: Float64Array): number {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let rankSum = 0;
  let positives = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to++;
    for (let at = from; at < to; at++) {
      if (target[order[at] ?? 0] !== 1) continue;
      positives++;
      rankSum += (from + to + 1) / 2;
    }
    from = to;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return 0;
  const auc = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
  return Math.abs(2 * auc - 1);
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (list: Float64Array): number =>
    list.reduce((sum, value) => sum + value, 0) / list.length;
  const meanA = mean(a);
  const meanB = mean(b);
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  a.forEach((value, index) => {
    const da = value - meanA;
    const db = (b[index] ?? 0) - meanB;
    both += da * db;
    squaresA += da * da;
    squaresB += db * db;
  });
  return squaresA === 0 || squaresB === 0 ? 0 : Math.abs(both / Math.sqrt(squaresA * squaresB));
}
