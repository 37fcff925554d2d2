import { largest, smallest } from '#shared/statistics/extremes.ts';
import { isLowerBetter, type RunLine } from '#shared/model/results/run-line.ts';

export type SortKey = 'name' | 'state' | 'metric' | 'data' | 'startedAt' | 'seconds';
export type Order = { key: SortKey; down: boolean };

export const metricOf = (line: RunLine, name: string | null): number | null =>
  line.metrics.find((metric) => metric.name === name)?.value ?? null;

/** Pinned ones first; within each half by a column, what has no value last whichever way. */
export function ordered(
  lines: readonly RunLine[],
  { key, down }: Order,
  metric: string | null,
  nameOf: (line: RunLine) => string,
): RunLine[] {
  const valueOf = (line: RunLine): string | number | null => {
    if (key === 'name') return nameOf(line);
    if (key === 'metric') return metricOf(line, metric);
    if (key === 'data') return line.data?.sources.join(', ') ?? null;
    return line[key];
  };
  return [...lines].sort((a, b) => {
    if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), undefined, { numeric: true });
    return down ? -order : order;
  });
}

/** Metrics of any of the runs, those that most of them have first. */
export function metricsIn(lines: readonly RunLine[]): string[] {
  const counts = new Map<string, number>();
  for (const { metrics } of lines)
    for (const { name } of metrics) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

/** Ids of the runs with the best value of a metric among those that have one; none where fewer than two have. */
export function bestOf(lines: readonly RunLine[], metric: string | null): Set<string> {
  const known = lines.flatMap((line) => {
    const value = metricOf(line, metric);
    return value === null || !Number.isFinite(value) ? [] : [{ id: line.id, value }];
  });
  if (metric === null || known.length < 2) return new Set();
  const values = known.map(({ value }) => value);
  const best = isLowerBetter(metric) ? smallest(values) : largest(values);
  return new Set(known.filter(({ value }) => value === best).map(({ id }) => id));
}
