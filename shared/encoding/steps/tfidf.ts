import type { FittedStep } from '../../model/prep.ts';
import type { ValueKind } from '../../model/table.ts';
import { searchWords } from '../../search/search-words.ts';
import { valueText } from '../value.ts';
import { missingName, type Coder } from './coder.ts';

type TfidfStep = Extract<FittedStep, { type: 'tfidf' }>;

/**
 * The words of a text, and where `pairs` is asked for, every two neighbours joined by a space, as scikit-learn's
 * `ngram_range=(1, 2)` has them.
 */
export function textTerms(text: string, pairs: boolean): string[] {
  const words = searchWords(text);
  if (!pairs) return words;
  return [...words, ...words.slice(1).map((word, at) => `${words[at]!} ${word}`)];
}

/** Weight of a term that `found` of `texts` hold: ln((1 + n) / (1 + df)) + 1, as scikit-learn's TfidfTransformer. */
export function inverseFrequency(texts: number, found: number): number {
  return Math.log((1 + texts) / (1 + found)) + 1;
}

/** Places of the known terms of a text, ascending, and their TF-IDF, of length 1 together. */
export function weighTerms(
  terms: readonly string[],
  places: ReadonlyMap<string, number>,
  weights: readonly number[],
): { place: number[]; value: number[] } {
  const counts = new Map<number, number>();
  for (const term of terms) {
    const place = places.get(term);
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const place = [...counts.keys()].sort((a, b) => a - b);
  const value = place.map((at) => counts.get(at)! * weights[at]!);
  const length = Math.sqrt(value.reduce((sum, one) => sum + one * one, 0)) || 1;
  return { place, value: value.map((one) => one / length) };
}

/**
 * A text as TF-IDF of the terms the training part knows, or as its place along the directions in which the training texts
 * differ most (latent semantic analysis: truncated SVD). A text without a known term is all 0.
 */
export function tfidfCoder(step: TfidfStep, kind: ValueKind): Coder {
  const places = new Map(step.terms.map((term, at) => [term, at]));
  const { directions } = step;
  const width = directions?.length ?? step.terms.length;
  const names =
    directions === null
      ? step.terms.map((term) => `${step.column}~${term}`)
      : directions.map((_, at) => `${step.column}~${at + 1}`);
  if (step.missing) names.push(missingName(step.column));
  return {
    names,
    write(value, out, at) {
      const text = valueText(value, kind);
      if (text === null) {
        if (step.missing) out[at + width] = 1;
        return;
      }
      const found = weighTerms(textTerms(text, step.pairs), places, step.weights);
      if (directions === null)
        found.place.forEach((place, one) => (out[at + place] = found.value[one]!));
      else
        directions.forEach((direction, along) => {
          let sum = 0;
          found.place.forEach((place, one) => (sum += found.value[one]! * direction[place]!));
          out[at + along] = sum;
        });
    },
  };
}
