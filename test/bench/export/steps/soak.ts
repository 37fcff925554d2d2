import { namedRow } from '../../../../shared/export/named-row.ts';
import { readModel, type Exported } from '../exported.ts';
import { measured, served, stopped, type Served } from '../served.ts';

const looks = 60;
/** Requests before the first look: the server has compiled what it will by then. */
const warmUp = 20_000;

/**
 * Requests for some seconds, at some rate or without a pause, and the memory held at even times on the way: it must not grow.
 * `growthMegabytes` is the median of the last quarter of the looks over that of the first.
 */
export async function measureSoak(
  exported: Exported,
  { seconds, rate }: { seconds: number; rate: number },
) {
  const { model, rows } = readModel(exported);
  const bodies = rows.map((row) => JSON.stringify({ rows: [namedRow(model, row)] }));
  const running = await served(exported);
  const parts: Served[] = [];
  const megabytes: number[] = [];
  try {
    await measured(running, bodies, warmUp);
    const from = performance.now();
    const elapsed = (): number => (performance.now() - from) / 1000;
    for (let look = 1; look <= looks; look++) {
      while (elapsed() < (look * seconds) / looks)
        parts.push(await measured(running, bodies, Math.min(1000, Math.ceil(rate)), rate));
      megabytes.push(parts.at(-1)?.megabytes ?? NaN);
    }
    const sum = (of: (part: Served) => number): number =>
      parts.reduce((total, part) => total + of(part), 0);
    return {
      ...{ seconds: elapsed(), requests: sum((part) => part.requests) },
      errors: sum((part) => part.errors),
      cpuMsPerRequest:
        sum((part) => part.cpuMsPerRequest * part.requests) / sum((part) => part.requests),
      worstP99Ms: Math.max(...parts.map((part) => part.p99Ms)),
      growthMegabytes:
        median(megabytes.slice((3 * looks) / 4)) - median(megabytes.slice(0, looks / 4)),
      megabytes,
    };
  } finally {
    await stopped(running.child);
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
