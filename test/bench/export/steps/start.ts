import { spawnSync } from 'node:child_process';
import { namedRow } from '../../../../shared/export/named-row.ts';
import { readModel, type Exported } from '../exported.ts';
import { load, usage } from '../load.ts';
import { served, stopped } from '../served.ts';

const turns = 7;

/** From the start of the program to its first answer, beside a Node that does nothing. */
export async function measureStart(exported: Exported) {
  const { model, rows } = readModel(exported);
  const body = JSON.stringify({ rows: [namedRow(model, rows[0] ?? [])] });
  const [times, seconds, empty]: [number[], number[], number[]] = [[], [], []];
  for (let turn = 0; turn < turns; turn++) {
    const from = performance.now();
    const running = await served(exported);
    await load(running.address, '/v1/predict', [body], { requests: 1, connections: 1 });
    times.push(performance.now() - from);
    seconds.push(usage(running.child.pid ?? 0).cpuSeconds);
    await stopped(running.child);
    const idle = spawnSync(process.execPath, ['-p', 'JSON.stringify(process.cpuUsage())']);
    const { user, system } = JSON.parse(String(idle.stdout)) as { user: number; system: number };
    empty.push((user + system) / 1e6);
  }
  return {
    ...{ medianMs: median(times), fastestMs: Math.min(...times) },
    ...{ cpuSeconds: median(seconds), emptyNodeCpuSeconds: median(empty) },
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
