import { readFileSync } from 'node:fs';
import type { Case } from './cases.ts';
import { startEngine } from './engine-client.ts';
import { requestFor } from './engine-peer.ts';

export type MemoryReport = { engineMb: number; parentMb: number; seconds: number; steps: number };

/** The most memory engine and parent held while a million rows by a hundred features went in and trained an epoch. */
export async function millionRows(): Promise<MemoryReport> {
  const item: Case = {
    name: 'million',
    rows: 1_000_000,
    columns: 100,
    units: [64, 32, 16],
    batch: 256,
  };
  const engine = startEngine();
  const chunk = 20_000;
  await engine.call('matrix.create', {
    matrix: 'm',
    rows: item.rows,
    columns: item.columns,
    targets: 1,
  });
  for (let start = 0; start < item.rows; start += chunk) {
    const x = new Float32Array(chunk * item.columns);
    for (let i = 0; i < x.length; i++) x[i] = Math.sin(start + i * 0.7);
    const y = new Float32Array(chunk).map((_, i) => Number((x[i * item.columns] ?? 0) > 0));
    await engine.call('matrix.append', { matrix: 'm', x, y });
  }
  const started = performance.now();
  const outcome = await engine.call('train', requestFor(item, 1, 1, 0.9));
  const report = {
    engineMb: peakMb(engine.pid),
    parentMb: peakMb(process.pid),
    seconds: (performance.now() - started) / 1000,
    steps: outcome.step,
  };
  engine.end();
  await engine.exited;
  return report;
}

/** Peak resident size as Linux tells it; NaN elsewhere. */
function peakMb(pid: number): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1]) / 1024;
  } catch {
    return NaN;
  }
}
