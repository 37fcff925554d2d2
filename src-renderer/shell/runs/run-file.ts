import type { Json } from '#shared/model/json.ts';
import type { RunLine } from '#shared/model/results/run-line.ts';
import { commentedCsv } from '../../format/commented-csv.ts';
import { metricsIn } from './run-order.ts';
import { settingRows } from './run-settings.ts';

/** Runs as CSV: facts, every metric and every setting a column, numbers exact, names as the program has them. */
export function runsCsv(lines: readonly RunLine[], nameOf: (line: RunLine) => string): string {
  const metrics = metricsIn(lines);
  const settings = settingRows(lines);
  const head = [
    ...['run', 'kind', 'state', 'data', 'data_address', 'started', 'seconds', 'parameters'],
    ...['pinned', 'shown', 'id', ...metrics, ...settings.map(({ path }) => path.join('.'))],
  ];
  const rows = lines.map((line, at) => [
    ...[nameOf(line), line.kind, line.state, line.data?.sources.join(' + ') ?? null],
    ...[line.data?.address ?? null, new Date(line.startedAt).toISOString(), line.seconds],
    ...[line.parameters, String(line.pinned), String(line.shown), line.id],
    ...metrics.map((name) => line.metrics.find((metric) => metric.name === name)?.value ?? null),
    ...settings.map(({ values }) => plain(values[at])),
  ]);
  return commentedCsv([], [head, ...rows]);
}

function plain(value: Json | undefined): string | number | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}
