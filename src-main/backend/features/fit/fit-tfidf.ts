import { inverseFrequency, textTerms, valueText, weighTerms } from '#shared/encoding/index.ts';
import { truncatedSvd, type SparseMatrix } from '#shared/linear/truncated-svd.ts';
import type { Encoding, FittedStep } from '#shared/model/prep.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { partCode } from '../split.ts';
import type { TableSource } from '../table-source.ts';

type Chosen = Extract<Encoding, { type: 'tfidf' }>;

/** Training texts that directions are found in; of more, every n-th. */
const mostTexts = 100_000;
/** Different terms counted at once; beyond it those seen once are forgotten. */
const mostCounted = 1_000_000;

export type TfidfContext = {
  source: TableSource;
  parts: Uint8Array;
  pace: () => Promise<void>;
};

/**
 * Fits a column of text on the training rows: terms that stand in at least `minimum` of them, the most frequent ones, their
 * weights, and the directions in which the texts differ most. Missing texts count for nothing.
 */
export async function fitTfidf(
  column: Column,
  index: number,
  { pairs, minimum, terms: limit, directions: wanted }: Chosen,
  context: TfidfContext,
): Promise<FittedStep> {
  const counts = new Map<string, number>();
  let [texts, missing] = [0, 0];
  await eachTraining(context, index, (value) => {
    const text = valueText(value, column);
    if (text === null) {
      missing += 1;
      return;
    }
    texts += 1;
    for (const term of new Set(textTerms(text, pairs)))
      counts.set(term, (counts.get(term) ?? 0) + 1);
    if (counts.size > mostCounted)
      for (const [term, count] of counts) if (count === 1) counts.delete(term);
  });
  const kept = [...counts]
    .filter(([, count]) => count >= minimum)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, limit)
    .map(([term]) => term)
    .sort();
  const weights = kept.map((term) => inverseFrequency(texts, counts.get(term)!));
  const step = { type: 'tfidf' as const, column: column.name, pairs, terms: kept, weights };
  if (wanted === null) return { ...step, directions: null, missing: missing > 0 };
  const matrix = await weighed(context, index, column, { ...step, texts });
  const { vectors } = await truncatedSvd(matrix, kept.length, wanted, context.pace);
  const directions = vectors.map((vector) => Array.from(vector));
  return { ...step, directions, missing: missing > 0 };
}

async function weighed(
  context: TfidfContext,
  index: number,
  column: Column,
  step: { pairs: boolean; terms: string[]; weights: number[]; texts: number },
): Promise<SparseMatrix> {
  const places = new Map(step.terms.map((term, at) => [term, at]));
  const every = Math.max(1, Math.ceil(step.texts / mostTexts));
  const [pointer, place, value]: [number[], number[], number[]] = [[0], [], []];
  let seen = 0;
  await eachTraining(context, index, (cell) => {
    const text = valueText(cell, column);
    if (text === null || seen++ % every !== 0) return;
    const row = weighTerms(textTerms(text, step.pairs), places, step.weights);
    for (const at of row.place) place.push(at);
    for (const one of row.value) value.push(one);
    pointer.push(place.length);
  });
  return {
    pointer: Int32Array.from(pointer),
    index: Int32Array.from(place),
    value: Float64Array.from(value),
  };
}

async function eachTraining(
  { source, parts, pace }: TfidfContext,
  index: number,
  take: (value: CellValue | undefined) => void,
): Promise<void> {
  for (const { first, rows } of source.scan([index])) {
    rows.forEach((row, offset) => {
      if (parts[first + offset] === partCode.train) take(row[0]);
    });
    await pace();
  }
}
