import type { RecommendData, SparseRows, UserInput } from '#shared/engine/recommend.ts';
import { transpose } from '#shared/recommenders/fold-in/transpose.ts';
import type { ConfigOf, Fitted, Recommender } from './recommender.ts';
import { historyRows } from './factors/item-weights.ts';
import { row } from './matrices/sparse.ts';

type Row = { index: Int32Array; value: Float32Array };

/**
 * Content-based: the user's profile is the weighted mean of what the user has, and an item's score the cosine to it,
 * of the TF-IDF text and of category and price apart (Pazzani & Billsus 2007). Needs no other users.
 */
export const content: Recommender<'content'> = {
  type: 'content',
  fit: async (data, config) => serve(data, config),
  restore: async (data, config) => serve(data, config),
};

function serve(data: RecommendData, config: ConfigOf<'content'>): Fitted {
  const text = data.itemText;
  const byTerm = text ? transpose(text, data.terms) : null;
  const features = data.itemFeatures
    ? unitRows(data.itemFeatures.value, data.itemFeatures.columns)
    : null;
  const width = data.itemFeatures?.columns ?? 0;
  const textShare = !features ? 1 : !text ? 0 : config.textWeight;
  const historyOf = historyRows(data.interactions);

  /** Lengths of the profile in both spaces: what the sums are divided by to become cosines. */
  const profile = (
    own: Row,
  ): { terms: Float32Array; textLength: number; features: Float32Array; featureLength: number } => {
    const terms = new Float32Array(data.terms);
    const mean = new Float32Array(width);
    for (let h = 0; h < own.index.length; h++) {
      const item = own.index[h]!;
      const weight = own.value[h]!;
      if (text) {
        const words = row(text, item);
        for (let at = 0; at < words.index.length; at++)
          terms[words.index[at]!]! += weight * words.value[at]!;
      }
      if (features)
        for (let c = 0; c < width; c++) mean[c]! += weight * features[item * width + c]!;
    }
    return { terms, textLength: length(terms), features: mean, featureLength: length(mean) };
  };

  const scoreInto = (own: Row, out: Float32Array): void => {
    const user = profile(own);
    if (byTerm && user.textLength > 0)
      addText(user.terms, byTerm, textShare / user.textLength, out);
    if (features && user.featureLength > 0) {
      const scale = (1 - textShare) / user.featureLength;
      for (let item = 0; item < data.items; item++) {
        let sum = 0;
        for (let c = 0; c < width; c++) sum += user.features[c]! * features[item * width + c]!;
        out[item]! += scale * sum;
      }
    }
  };

  return {
    score: async (users) => {
      const out = new Float32Array(users.length * data.items);
      users.forEach((user, u) =>
        scoreInto(historyOf(user), out.subarray(u * data.items, (u + 1) * data.items)),
      );
      return out;
    },
    explain: async (user: UserInput, item) => {
      const own = historyOf(user);
      const lengths = profile(own);
      const target = text ? row(text, item) : null;
      const contributions = Array.from(own.index, (owned, at) => {
        const weight = own.value[at]!;
        let amount = 0;
        if (text && target && lengths.textLength > 0) {
          amount += (textShare * weight * sparseDot(row(text, owned), target)) / lengths.textLength;
        }
        if (features && lengths.featureLength > 0) {
          let likeness = 0;
          for (let c = 0; c < width; c++)
            likeness += features[owned * width + c]! * features[item * width + c]!;
          amount += ((1 - textShare) * weight * likeness) / lengths.featureLength;
        }
        return { type: 'history' as const, item: owned, amount };
      });
      contributions.sort((a, b) => b.amount - a.amount);
      return {
        score: contributions.reduce((sum, part) => sum + part.amount, 0),
        exact: true,
        contributions,
      };
    },
    vectors: () => ({ users: null, items: features ? { columns: width, value: features } : null }),
    state: () => [],
  };
}

function addText(terms: Float32Array, byTerm: SparseRows, scale: number, out: Float32Array): void {
  for (let term = 0; term < terms.length; term++) {
    const weight = terms[term]! * scale;
    if (weight === 0) continue;
    const items = row(byTerm, term);
    for (let at = 0; at < items.index.length; at++)
      out[items.index[at]!]! += weight * items.value[at]!;
  }
}

function sparseDot(a: Row, b: Row): number {
  let sum = 0;
  for (let x = 0, y = 0; x < a.index.length && y < b.index.length;) {
    const order = a.index[x]! - b.index[y]!;
    if (order === 0) sum += a.value[x++]! * b.value[y++]!;
    else if (order < 0) x += 1;
    else y += 1;
  }
  return sum;
}

function length(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
}

function unitRows(values: Float32Array, width: number): Float32Array {
  const out = Float32Array.from(values);
  for (let from = 0; from < out.length; from += width) {
    const norm = length(out.subarray(from, from + width)) || 1;
    for (let c = 0; c < width; c++) out[from + c]! /= norm;
  }
  return out;
}
