import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniformFloats } from '#shared/random/philox.ts';
import { batchCurve, depthCurve, floors, mainCases, type Case } from './cases.ts';
import { engineLosses, engineSpeed, type Data } from './engine-peer.ts';
import type { KernelCost } from './kernel-costs.ts';
import { millionRows } from './memory.ts';
import { figure, panel, panelWidth } from './plot.ts';
import {
  compiledLines,
  kernelLines,
  lossLines,
  operationLines,
  speedLines,
  type OperationReport,
  type SpeedRow,
} from './report.ts';
import { peersPython } from './venv.ts';

/**
 * Training speed beside its peers, in one run on the same data. Options: --json prints data instead of tables,
 * --only speed,losses,curves,operations,compiled,memory runs part of it, --repeats N, --peers a,b (the beginning of a name is
 * enough: `wasm` is the engine compiled to WebAssembly, on one thread and on all).
 */
const args = process.argv.slice(2);
const json = args.includes('--json');
const option = (name: string): string | undefined => args[args.indexOf(`--${name}`) + 1];
const parts = args.includes('--only') ? (option('only') ?? '').split(',') : null;
const repeats = args.includes('--repeats') ? Number(option('repeats')) : 5;
const wants = (part: string): boolean => parts === null || parts.includes(part);

/** The engine without TensorFlow, its steps compiled to WebAssembly: the variables that settle its threads. */
const compiledPeers: Record<string, Record<string, string>> = {
  'wasm compiled, one thread': { PORTRAIT_ENGINE_THREADS: '1' },
  'wasm compiled, all threads': {},
};
const allPeers = [
  ...Object.keys(compiledPeers),
  'tfjs-node',
  'tfjs-wasm',
  'keras',
  'keras-executions',
  'keras-jit',
  'torch',
  'torch-compile',
  'sklearn',
];

const folder = mkdtempSync(join(tmpdir(), 'portrait-bench-'));
let madePython: string | null = null;
const report: Record<string, unknown> = { machine: `${cpus()[0]?.model} x${cpus().length}` };
try {
  const data = new Map([
    [20, makeData(16_384, 20)],
    [200, makeData(100_000, 200)],
  ]);
  if (wants('speed')) {
    const rows = await speed(data);
    report.speed = rows;
    print(speedLines(rows, mainCases, floors));
  }
  if (wants('losses')) {
    const item: Case = { name: 'losses', rows: 4000, columns: 20, units: [64, 32, 16], batch: 32 };
    const [seeds, epochs] = [10, 15];
    const engine = await engineLosses(item, dataOf(data, item), seeds, epochs);
    const keras = peer('keras', { mode: 'losses', cases: [item], seeds, epochs })[0] ?? [];
    report.losses = { engine, keras };
    print(lossLines(engine, keras));
  }
  if (wants('curves')) report.curves = await curves(data);
  if (wants('operations')) {
    const text = node('operations.ts', [], {
      TF_NUM_INTRAOP_THREADS: '1',
      TF_ENABLE_ONEDNN_OPTS: '0',
    });
    const operations: OperationReport = JSON.parse(text);
    report.operations = operations;
    print(operationLines(operations));
    const kernels: KernelCost[][] = JSON.parse(node('kernels.ts', []));
    report.kernels = kernels;
    print(kernelLines(kernels, mainCases));
  }
  if (wants('compiled')) {
    const env = { TF_NUM_INTRAOP_THREADS: '1', TF_ENABLE_ONEDNN_OPTS: '0' };
    const times: number[][] = JSON.parse(node('compiled.ts', [], env));
    report.compiled = times;
    print(compiledLines(times, mainCases));
  }
  if (wants('memory')) {
    const memory = await millionRows();
    report.memory = memory;
    print([
      `A million rows by a hundred features: engine ${memory.engineMb.toFixed(0)} MB, parent ${memory.parentMb.toFixed(0)} MB at most; ${memory.steps} steps in ${memory.seconds.toFixed(1)} s`,
    ]);
  }
  if (json) console.log(JSON.stringify(report, null, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Case by case, all peers in turn, the engine before and after them: a busy machine then weighs on all alike. */
async function speed(data: Map<number, Data>): Promise<SpeedRow[]> {
  const asked = args.includes('--peers') ? (option('peers') ?? '').split(',') : null;
  const chosen = allPeers.filter(
    (name) => asked?.some((one) => name === one || name.startsWith(`${one} `)) ?? true,
  );
  const rows = new Map<string, number[][]>([['engine', []]]);
  const starts: object[] = [];
  for (const item of mainCases) {
    const before = await engineSpeed(item, dataOf(data, item), repeats);
    for (const name of chosen) {
      const rates = await peerSpeed(name, item, dataOf(data, item));
      rows.set(name, [...(rows.get(name) ?? []), (rates ?? []).map(Number)]);
    }
    const after = await engineSpeed(item, dataOf(data, item), repeats);
    rows.get('engine')?.push([...before.rates, ...after.rates]);
    const { captureSeconds, firstStepSeconds } = after;
    starts.push({ name: item.name, captureSeconds, firstStepSeconds });
  }
  report.start = starts;
  print(starts.map((start) => JSON.stringify(start)));
  return [...rows].map(([name, rates]) => ({ peer: name, rates }));
}

async function peerSpeed(name: string, item: Case, data: Data): Promise<unknown[] | undefined> {
  if (name.startsWith('tfjs')) return tfjsFit(name, item);
  const threads = compiledPeers[name];
  if (!threads) return peer(name, { mode: 'speed', cases: [item] })[0];
  process.stderr.write(`${name} ${item.name}\n`);
  const timing = await engineSpeed(item, data, repeats, { PORTRAIT_NO_NATIVE: '1', ...threads });
  const { captureSeconds, firstStepSeconds, rates } = timing;
  print([JSON.stringify({ name: `${item.name}, ${name}`, captureSeconds, firstStepSeconds })]);
  return rates;
}

function tfjsFit(name: string, item: Case): number[] {
  process.stderr.write(`${name} ${item.name}\n`);
  const runtime = name === 'tfjs-wasm' ? 'wasm' : 'native';
  const text = node('peers/tfjs-fit.ts', [
    runtime,
    folder,
    JSON.stringify({ cases: [item], repeats }),
  ]);
  const [rates = []]: number[][] = JSON.parse(text);
  return rates;
}

async function curves(data: Map<number, Data>): Promise<unknown> {
  const names = ['engine', 'keras-executions', 'torch', 'sklearn'];
  const found: Record<string, { batch: number[]; depth: number[] }> = {};
  for (const name of names) {
    const stepMs = async (cases: Case[]): Promise<number[]> => {
      if (name !== 'engine') {
        const rates = peer(name, { mode: 'speed', cases, repeats: 3 });
        return rates.map((list) => 1000 / median(list.map(Number)));
      }
      const out: number[] = [];
      for (const item of cases) {
        out.push(1000 / median((await engineSpeed(item, dataOf(data, item), 3)).rates));
      }
      return out;
    };
    found[name] = { batch: await stepMs(batchCurve), depth: await stepMs(depthCurve) };
  }
  const lines = (kind: 'batch' | 'depth', cases: Case[]) =>
    names.map((name) => ({
      name,
      points: (found[name]?.[kind] ?? []).map((y, i) => ({ x: Number(cases[i]?.name), y })),
    }));
  const docs = new URL('../../../docs/', import.meta.url).pathname;
  mkdirSync(docs, { recursive: true });
  const panels = [
    panel('Milliseconds a step, 64-32-16 net', 'rows a batch', lines('batch', batchCurve), true, 0),
    panel(
      'Milliseconds a step, batch 32',
      'layers of 64',
      lines('depth', depthCurve),
      false,
      panelWidth,
    ),
  ];
  writeFileSync(join(docs, 'engine-speed.svg'), figure(panels, names));
  return found;
}

/** What a peer prints; a peer that fails is told and counts as nothing, so that the others still show. */
function peer(name: string, job: { cases: Case[]; [option: string]: unknown }): unknown[][] {
  const script = new URL('peers/peers.py', import.meta.url).pathname;
  process.stderr.write(`${name} ${job.cases.map((item) => item.name).join(', ')}\n`);
  // Made at the first need: peers of JavaScript need none.
  madePython ??= peersPython();
  const { stdout, stderr, status } = spawnSync(
    madePython,
    [script, name, folder, JSON.stringify({ repeats, ...job })],
    { encoding: 'utf8', maxBuffer: 1e8 },
  );
  if (status !== 0) {
    process.stderr.write(`${name} failed: ${stderr.trim().split('\n').at(-1)}\n`);
    return job.cases.map(() => []);
  }
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]');
}

function node(script: string, scriptArgs: string[], env: Record<string, string> = {}): string {
  const path = new URL(script, import.meta.url).pathname;
  const text = execFileSync(process.execPath, [path, ...scriptArgs], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  return text.trim().split('\n').at(-1) ?? '';
}

/** Numbers in [-1, 1); a row is 1 where its first five and some noise add up to more than nothing. */
function makeData(rows: number, columns: number): Data {
  const x = uniformFloats({ seed: columns, step: 0, purpose: 9 }, rows * columns).map(
    (v) => v * 2 - 1,
  );
  const noise = uniformFloats({ seed: columns, step: 1, purpose: 9 }, rows);
  const y = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = (noise[row] ?? 0) * 2 - 1;
    for (let i = 0; i < 5; i++) sum += x[row * columns + i] ?? 0;
    y[row] = sum > 0 ? 1 : 0;
  }
  writeFileSync(join(folder, `x-${columns}.f32`), x);
  writeFileSync(join(folder, `y-${columns}.f32`), y);
  return { x, y };
}

function dataOf(data: Map<number, Data>, { columns }: Case): Data {
  const found = data.get(columns);
  if (!found) throw new Error(`no data of ${columns} columns`);
  return found;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function print(lines: string[]): void {
  if (!json) console.log(lines.join('\n') + '\n');
}
