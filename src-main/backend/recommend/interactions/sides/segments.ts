import type { CellValue } from '#shared/model/table.ts';
import { quantile } from '#shared/statistics/quantile.ts';

const mostSegments = 30;
const numberBands = 5;

/**
 * Groups users by the values of one column: numbers with many values by fifths, anything else by its most frequent
 * values; -1 where the value is missing or rare.
 */
export function segmentsOf(values: readonly CellValue[]): { numbers: Int32Array; names: string[] } {
  const distinct = new Set(values.filter((value) => value !== null));
  const numeric = [...distinct].every((value) => typeof value === 'number');
  return numeric && distinct.size > 12 ? byBands(values) : byValue(values);
}

function byBands(values: readonly CellValue[]): { numbers: Int32Array; names: string[] } {
  const sorted = Float64Array.from(values.filter((value) => typeof value === 'number')).sort();
  const inner = Array.from(
    { length: numberBands - 1 },
    (_, at) => quantile(sorted, (at + 1) / numberBands) ?? 0,
  );
  const borders = [...new Set(inner)];
  const bandOf = (value: number): number => borders.filter((border) => value >= border).length;
  const [first, last] = [sorted.at(0) ?? 0, sorted.at(-1) ?? 0];
  const edges = [first, ...borders, last];
  return {
    numbers: Int32Array.from(values, (value) => (typeof value === 'number' ? bandOf(value) : -1)),
    names: edges.slice(1).map((edge, at) => `${rounded(edges[at]!)} – ${rounded(edge)}`),
  };
}

function byValue(values: readonly CellValue[]): { numbers: Int32Array; names: string[] } {
  const counts = new Map<string, number>();
  for (const value of values)
    if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  const names = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostSegments)
    .map(([name]) => name)
    .sort();
  const number = new Map(names.map((name, at) => [name, at]));
  return {
    numbers: Int32Array.from(values, (value) =>
      value === null ? -1 : (number.get(String(value)) ?? -1),
    ),
    names,
  };
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}
