import type { FittedStep } from '#shared/model/prep.ts';
import { textTerms, valueText, weighTerms } from '#shared/encoding/index.ts';
import { entry } from '#shared/network/matrix.ts';
import { shownValue } from '#shared/teaching/shown.ts';
import { largestFirst } from '../../net/largest-first.ts';
import { digitsGiving, shownProduct, tex, texFactor, texWords } from '../../numbers.ts';
import { sumLines } from '../formula.ts';
import { sumAt } from '../forward.ts';
import { missingWord, missingWritten, rawWords, type Seen, type Written } from './seen.ts';

type Tfidf = Extract<FittedStep, { type: 'tfidf' }>;
const mostTerms = 4;

/** Of a word its count times its rarity, over the length of all of them; or the sum of those along a direction. */
export function textWritten(step: Tfidf, seen: Seen): Written {
  const { terms, weights, directions, column, pairs } = step;
  const width = directions?.length ?? terms.length;
  if (seen.place >= width) return missingWritten(column, rawWords(seen));
  const text = valueText(seen.raw, seen.kind);
  const symbols =
    directions === null
      ? `\\dfrac{n(${texWords(terms[seen.place] ?? '')}) \\cdot \\operatorname{idf}}{\\lVert\\cdot\\rVert}`
      : `\\sum_i t_i\\, d_i`;
  if (text === null) return { symbols, numbers: [`${missingWord()} \\to 0`] };
  const found = textTerms(text, pairs);
  const places = new Map(terms.map((term, at) => [term, at]));
  const weighed = weighTerms(found, places, weights);
  const direction = directions?.[seen.place];
  if (direction !== undefined) return { symbols, numbers: along(terms, weighed, direction, seen) };
  const count = found.filter((term) => term === terms[seen.place]).length;
  const idf = entry(weights, seen.place);
  const value = weighed.value[weighed.place.indexOf(seen.place)] ?? 0;
  const length = value > 0 ? (count * idf) / value : lengthOf(found, places, weights);
  const digits = digitsGiving(
    seen.x,
    seen.digits,
    (d) => (count * shownValue(idf, d)) / shownValue(length, d),
  );
  return {
    symbols,
    numbers: [`\\dfrac{${count} \\cdot ${tex(idf, digits)}}{${tex(length, digits)}}`],
  };
}

function along(
  terms: readonly string[],
  { place, value }: ReturnType<typeof weighTerms>,
  direction: readonly number[],
  { x, digits: least }: Seen,
): string[] {
  const products = place.map((at, one) => entry(value, one) * entry(direction, at));
  const { shown, rest } = largestFirst(products, mostTerms);
  const restSum = sumAt(products, rest);
  const factors = (one: number): [number, number] => [
    entry(value, one),
    entry(direction, entry(place, one)),
  ];
  const digits = digitsGiving(x, least, (d) =>
    shown.reduce((sum, one) => sum + shownProduct(...factors(one), d), shownValue(restSum, d)),
  );
  const written = shown.map((one) => {
    const [t, d] = factors(one);
    return `\\underbrace{${texFactor(t, d, digits)}}_{${texWords(terms[entry(place, one)] ?? '')}} \\cdot ${texFactor(d, t, digits)}`;
  });
  if (rest.length > 0) written.push(tex(restSum, digits, true));
  return written.length === 0 ? [tex(0, least)] : sumLines(written, 1);
}

/** The length of a text's words that are known, 1 where there are none. */
function lengthOf(
  found: readonly string[],
  places: ReadonlyMap<string, number>,
  weights: readonly number[],
): number {
  const counts = new Map<number, number>();
  for (const term of found) {
    const at = places.get(term);
    if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const squares = [...counts].map(([at, count]) => (count * entry(weights, at)) ** 2);
  return Math.sqrt(squares.reduce((sum, one) => sum + one, 0)) || 1;
}
