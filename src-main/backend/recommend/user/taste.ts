import type { PersonAnswer } from '#shared/model/cells/user.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { categoriesOf, tokens, type Prepared } from '../interactions/index.ts';

/** What everyone has, to hold a user against. */
export type Taste = {
  /** Share of pairs by category; empty where there are none. */
  categories: ReadonlyMap<string, number>;
  /** Share of pairs whose title has the word; empty where there are categories. */
  words: ReadonlyMap<string, number>;
  price: number | null;
};

const mostShown = 8;
const wordsFrom = 2;

export function everyonesTaste(prepared: Prepared): Taste {
  return tasteOf(prepared, prepared.learn.interactions.index);
}

/** Categories by share, or where there are none the words that set the user's titles apart. */
export function userTaste(
  prepared: Prepared,
  everyone: Taste,
  items: Int32Array,
): PersonAnswer['taste'] {
  const own = tasteOf(prepared, items);
  const beside = (
    shares: ReadonlyMap<string, number>,
    all: ReadonlyMap<string, number>,
  ): { name: string; own: number; everyone: number }[] =>
    [...shares].map(([name, share]) => ({ name, own: share, everyone: all.get(name) ?? 0 }));
  const least = wordsFrom / Math.max(1, items.length);
  return {
    categories: beside(own.categories, everyone.categories)
      .sort((a, b) => b.own - a.own)
      .slice(0, mostShown),
    words: beside(own.words, everyone.words)
      .filter((word) => word.own >= least && word.own > word.everyone)
      // Share times log lift: frequent with the user, and more so than with others.
      .sort((a, b) => weightOf(b) - weightOf(a))
      .slice(0, mostShown),
    price:
      own.price === null || everyone.price === null
        ? null
        : { own: own.price, everyone: everyone.price },
  };
}

function weightOf(word: { own: number; everyone: number }): number {
  return word.own * Math.log(word.own / Math.max(word.everyone, 1e-9));
}

function tasteOf(prepared: Prepared, items: Int32Array): Taste {
  const { categories, titles, prices } = prepared;
  const counts = new Int32Array(prepared.learn.items);
  for (const item of items) counts[item]! += 1;
  const byCategory = new Map<string, number>();
  const byWord = new Map<string, number>();
  const paid: number[] = [];
  const add = (map: Map<string, number>, name: string, count: number): void =>
    void map.set(name, (map.get(name) ?? 0) + count / items.length);
  counts.forEach((count, item) => {
    if (count === 0) return;
    for (const category of categoriesOf(prepared, item)) add(byCategory, category, count);
    if (categories === null)
      for (const word of new Set(tokens(titles[item] ?? '')))
        if (/\p{L}{2}/u.test(word)) add(byWord, word, count);
    const price = prices?.[item] ?? null;
    if (price !== null) paid.push(price);
  });
  const sorted = Float64Array.from(paid).sort();
  return { categories: byCategory, words: byWord, price: quantile(sorted, 0.5) };
}
