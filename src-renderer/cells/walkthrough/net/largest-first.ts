/** Places of the largest sizes first, and the places of the rest. */
export function largestFirst(
  values: readonly number[],
  most: number,
): { shown: number[]; rest: number[] } {
  const order = values
    .map((_, place) => place)
    .sort((a, b) => Math.abs(values[b] ?? 0) - Math.abs(values[a] ?? 0) || a - b);
  if (order.length <= most) return { shown: order, rest: [] };
  return { shown: order.slice(0, most - 1), rest: order.slice(most - 1) };
}
