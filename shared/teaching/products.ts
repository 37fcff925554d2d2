import { indexed } from './places.ts';
import type { Show } from './question.ts';

/** A sum of products as it is shown: the largest ones apart, all others together. */
export type Products = {
  terms: { index: number; left: number; right: number }[];
  /** Sum of the others; null where none are left. */
  rest: number | null;
};

const most = 8;

/** Products left x right of two lists; of more than eight, the seven largest and the sum of the rest. */
export function productsOf(
  left: readonly number[],
  right: readonly number[],
  show: Show,
): Products {
  const all = left.map((value, index) => ({ index, left: value, right: right[index] ?? NaN }));
  const size = (term: { left: number; right: number }): number => Math.abs(term.left * term.right);
  const largest =
    all.length <= most ? all : all.toSorted((a, b) => size(b) - size(a)).slice(0, most - 1);
  const kept = new Set(largest.map(({ index }) => index));
  const others = all.filter(({ index }) => !kept.has(index));
  return {
    terms: all
      .filter(({ index }) => kept.has(index))
      .map((term) => ({ ...term, left: show(term.left), right: show(term.right) })),
    rest:
      others.length === 0
        ? null
        : show(others.reduce((sum, term) => sum + term.left * term.right, 0)),
  };
}

export function sumOf({ terms, rest }: Products): number {
  return terms.reduce((sum, { left, right }) => sum + left * right, rest ?? 0);
}

/** The factors one by one, named with their place in the sum, and the rest as Σ. */
export function factorsOf(
  { terms, rest }: Products,
  [left, right]: [string, string],
): [string, number][] {
  const factors = terms.flatMap((term): [string, number][] => [
    [indexed(left, term.index), term.left],
    [indexed(right, term.index), term.right],
  ]);
  return rest === null ? factors : [...factors, ['Σ…', rest]];
}

export function written({ terms, rest }: Products, [left, right]: [string, string]): string {
  const products = terms.map(({ index }) => `${indexed(left, index)}·${indexed(right, index)}`);
  return [...products, ...(rest === null ? [] : ['Σ…'])].join(' + ');
}
