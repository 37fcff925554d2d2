import type { OperationCost } from '../../../src-main/engine/capture/operation-costs.ts';
import type { Case } from './cases.ts';
import type { KernelCost } from './kernel-costs.ts';

export type SpeedRow = { peer: string; rates: number[][] };
export type OperationReport = { microseconds: number; nodes: number; costs: OperationCost[] };

/** Steps a second of every peer, the engine's multiple of each, and whether it reaches its floor. */
export function speedLines(
  rows: SpeedRow[],
  cases: Case[],
  floors: Record<string, readonly number[]>,
): string[] {
  const engine = rows[0]?.rates.map(median) ?? [];
  const best = cases.map((_, i) =>
    Math.max(...rows.slice(1).map((row) => median(row.rates[i] ?? []))),
  );
  const header = `| steps a second (median) | ${cases.map((item) => item.name).join(' | ')} |`;
  const rule = `|---|${cases.map(() => '---|').join('')}`;
  const body = rows.map(({ peer, rates }) => {
    const cells = rates.map((list, i) => {
      const rate = median(list);
      if (peer === 'engine') return rounded(rate);
      const ratio = (engine[i] ?? NaN) / rate;
      const floor = floors[peer]?.[i];
      const verdict =
        floor === undefined
          ? ''
          : ratio >= floor
            ? `, floor ${floor} met`
            : `, BELOW floor ${floor}`;
      return `${rounded(rate)} (${ratio.toFixed(1)}x${verdict})`;
    });
    return `| ${peer} | ${cells.join(' | ')} |`;
  });
  const wide = (engine.at(-1) ?? NaN) / (best.at(-1) ?? NaN);
  return [header, rule, ...body, `Wide net against its best peer: ${wide.toFixed(2)}x`];
}

/** Processor time of a step on one thread, compiled to WebAssembly and replayed by TensorFlow. */
export function compiledLines(times: number[][], cases: readonly Case[]): string[] {
  return times.map(([compiled = NaN, replayed = NaN], i) => {
    const ratio = (replayed / compiled).toFixed(2);
    const name = cases[i]?.name ?? '';
    return `${name}: ${compiled.toFixed(1)} us of processor time a step compiled, ${replayed.toFixed(1)} us replayed (${ratio}x)`;
  });
}

/** What a step compiled to WebAssembly spends where, by kind of kernel, and its costliest kernels. */
export function kernelLines(found: KernelCost[][], cases: readonly Case[]): string[] {
  return found.flatMap((costs, i) => {
    const kinds = new Map<string, number>();
    for (const { kernel, microseconds } of costs) {
      const kind = kernel.slice(0, kernel.indexOf(' '));
      kinds.set(kind, (kinds.get(kind) ?? 0) + microseconds);
    }
    const sum = costs.reduce((total, { microseconds }) => total + microseconds, 0);
    const shares = [...kinds].sort((a, b) => b[1] - a[1]);
    const sorted = costs.toSorted((a, b) => b.microseconds - a.microseconds);
    return [
      `${cases[i]?.name}, compiled: ${costs.length} kernels, alone ${sum.toFixed(1)} us: ${shares.map(([kind, us]) => `${kind} ${us.toFixed(1)}`).join(', ')}`,
      ...sorted.slice(0, 6).map((cost) => `  ${cost.microseconds.toFixed(2)} us ${cost.kernel}`),
    ];
  });
}

/** Means and standard deviations of the final losses of engine and Keras. */
export function lossLines(engine: number[][], keras: unknown[]): string[] {
  const pick = (list: unknown[], i: number): number[] =>
    list.map((pair) => (Array.isArray(pair) ? Number(pair[i]) : NaN));
  return ['training', 'validation'].map((kind, i) => {
    const [ours, theirs] = [pick(engine, i), pick(keras, i)];
    const gap = Math.abs(mean(ours) - mean(theirs));
    const spread = Math.max(deviation(ours), deviation(theirs));
    return `${kind} loss over ${ours.length} seeds: engine ${describe(ours)}, keras ${describe(theirs)}; the means are ${(gap / spread).toFixed(2)} standard deviations apart`;
  });
}

/** The costliest operations, and how near the step comes to arithmetic alone. */
export function operationLines({ microseconds, nodes, costs }: OperationReport): string[] {
  const total = (cost: OperationCost): number => cost.microseconds * cost.count;
  const sorted = costs.toSorted((a, b) => total(b) - total(a));
  const groups = new Map<string, number>();
  for (const cost of costs) groups.set(cost.op, (groups.get(cost.op) ?? 0) + total(cost));
  return [
    `A step of ${nodes} operations takes ${microseconds.toFixed(1)} us; alone they take:`,
    ...[...groups]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 14)
      .map(([op, us]) => `  ${us.toFixed(2)} us ${op}`),
    'The costliest single ones:',
    ...sorted
      .slice(0, 10)
      .map((c) => `  ${total(c).toFixed(2)} us ${c.count} x ${c.op} ${c.shapes}`),
  ];
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function describe(values: number[]): string {
  return `${mean(values).toFixed(4)} ± ${deviation(values).toFixed(4)}`;
}

function rounded(rate: number): string {
  return rate >= 100 ? rate.toFixed(0) : rate.toFixed(1);
}
