/**
 * Recommenders on Online Retail beside implicit, numpy and RecBole in the same run, with the agreement of our metrics
 * with RecTools': `npm run bench -- recommend [--json] [--only figures,latency,planted]`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SparseRows } from '#shared/engine/recommend.ts';
import { algorithm } from '#shared/recommenders/index.ts';
import type { RankingValues } from '../../../src-main/backend/recommend/compare/ranking-metrics.ts';
import { startEngine } from '../train/engine-client.ts';
import { pythonWith } from '../train/venv.ts';
import { meanMetrics } from './measured.ts';
import { onlineRetail } from './online-retail.ts';

type Peer = Partial<RankingValues> & { seconds: number; rankSeconds?: number };
type Peers = Record<string, Peer>;

/** NDCG@10 told beside the data for the same algorithm and setting. */
const cases = [
  { name: 'popular', config: { type: 'popular' }, published: 0.0378, peer: null },
  { name: 'itemKnn', config: { type: 'itemKnn', shrink: 10 }, published: 0.071, peer: null },
  { name: 'userKnn', config: { type: 'userKnn' }, published: null, peer: null },
  { name: 'ease100', config: { type: 'ease', lambda: 100 }, published: 0.0982, peer: null },
  { name: 'ease500', config: { type: 'ease', lambda: 500 }, published: 0.1023, peer: 'ease500' },
  { name: 'ials64', config: { type: 'ials', factors: 64 }, published: 0.0989, peer: 'ials64' },
  { name: 'ials128', config: { type: 'ials', factors: 128 }, published: 0.0932, peer: 'ials128' },
  { name: 'bpr64', config: { type: 'bpr', factors: 64 }, published: 0.0684, peer: 'bpr64' },
  { name: 'neumf', config: { type: 'neumf' }, published: null, peer: null },
  { name: 'twoTower', config: { type: 'twoTower' }, published: null, peer: null },
] as const;

const packages = [
  ...['implicit==0.7.3', 'RecTools==0.19.0', 'recbole==1.2.1', 'torch==2.13.0'],
  ...['numpy==1.26.4', 'pandas==2.3.3', 'scipy==1.17.1'],
];
const file = new URL('../../../../shared/data/online_retail.csv.gz', import.meta.url);
const json = process.argv.includes('--json');
const only = process.argv.indexOf('--only');
const parts = only < 0 ? ['figures', 'latency', 'planted'] : process.argv[only + 1]!.split(',');
const say = (line: string): void => void (json || process.stdout.write(`${line}\n`));
const report: Record<string, unknown> = {};

if (!existsSync(file)) {
  process.stdout.write('skipped: online_retail.csv.gz is not in ../shared/data\n');
} else {
  if (parts.includes('figures')) await figures();
  if (parts.includes('latency')) report['latency'] = script('user-latency.ts');
  if (parts.includes('planted')) {
    const { leftOut, plantedTastes } = await import('./planted.ts');
    const planted = await plantedTastes(leftOut);
    report['planted'] = planted;
    say(`\nSample shop, NDCG@10 (best achievable ${planted.ndcg.toFixed(4)})`);
    for (const { name, ndcg, ofBest } of planted.recommenders)
      say(`${name.padEnd(24)} ${ndcg.toFixed(4)}  ${(100 * ofBest).toFixed(0)}% of the best`);
  }
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}

async function figures(): Promise<void> {
  const { data, relevant, testUsers } = onlineRetail(file);
  const tested = rowsOf(relevant, testUsers);
  const engine = startEngine();
  await engine.call('hello', { device: 'cpu' });
  await engine.call('recommend.load', { data: 'd', content: data });
  const rank = (model: string) =>
    engine.call('recommend.rank', {
      ...{ model, users: testUsers, relevant: tested, top: 10, seen: true },
      ...{ exclude: new Int32Array(0), candidates: null, had: null, tieSeed: null },
    });
  const ours = new Map<string, RankingValues & { seconds: number; rankSeconds: number }>();
  const neumf = { epochs: 0, seconds: 0 };
  let top = new Int32Array(0);
  let countSeconds = 0;
  for (const { name, config } of cases) {
    const whole = algorithm.parse(config);
    progress(`fitting ${name}`);
    const { seconds } = await engine.call('recommend.fit', {
      ...{ data: 'd', model: name, algorithm: whole, seed: 42 },
    });
    const ranking = performance.now();
    const ranked = await rank(name);
    const rankSeconds = (performance.now() - ranking) / 1000;
    const counting = performance.now();
    const metrics = meanMetrics(ranked, tested);
    if (name === 'ease500') {
      top = Int32Array.from(ranked.top);
      countSeconds = (performance.now() - counting) / 1000;
    }
    if (whole.type === 'neumf') Object.assign(neumf, { epochs: whole.epochs, seconds });
    ours.set(name, { ...metrics, seconds, rankSeconds });
  }
  const peak = memoryOf(engine.pid);
  engine.end();
  const folder = mkdtempSync(join(tmpdir(), 'portrait-recommend-'));
  try {
    save(folder, { train: data.interactions, relevant }, { users: testUsers, top });
    progress('installing the peers, if they are not');
    const python = pythonWith('recommend-peers', packages);
    progress('implicit and numpy');
    const peers = ask<Peers>(python, 'peers.py', [folder, String(data.items)]);
    progress('RecBole');
    const job = algorithm.parse({ type: 'neumf' });
    const recbole = ask<{ seconds: number[] }>(python, 'recbole_neumf.py', [
      folder,
      JSON.stringify({ ...job, epochs: 2 }),
    ]);
    say(
      'Online Retail            HR@10  Recall@10  NDCG@10  published  fit s  peer NDCG  peer s  fit / peer',
    );
    for (const { name, published, peer } of cases) {
      const one = ours.get(name)!;
      const other = peer === null ? null : peers[peer]!;
      say(
        [
          ...[name.padEnd(22), one.hitRate.toFixed(4), one.recall.toFixed(4), one.ndcg.toFixed(4)],
          ...[published?.toFixed(4) ?? '     –', one.seconds.toFixed(2)],
          ...(other === null
            ? []
            : [
                other.ndcg!.toFixed(4),
                other.seconds.toFixed(2),
                ratio(one.seconds, other.seconds),
              ]),
        ].join('   '),
      );
    }
    const ease = ours.get('ease500')!;
    const agreement = Math.max(
      ...(['hitRate', 'recall', 'precision', 'mrr', 'ndcg'] as const).map((metric) =>
        Math.abs(ease[metric] - peers['ours']![metric]!),
      ),
    );
    const epoch = neumf.seconds / neumf.epochs;
    const theirs = Math.min(...recbole.seconds);
    say(
      `\nour metrics and RecTools' on the same lists differ by ${agreement.toExponential(1)} at most`,
    );
    say(
      `NeuMF epoch ${epoch.toFixed(2)} s, RecBole ${theirs.toFixed(2)} s: ${ratio(theirs, epoch)} times as fast`,
    );
    const rectools = peers['ease500']!.rankSeconds!;
    say(
      `ranking ${testUsers.length} users and counting: ${(ease.rankSeconds + countSeconds).toFixed(2)} s, numpy with RecTools ${rectools.toFixed(2)} s`,
    );
    say(`engine with all of them fitted: ${Math.round(peak / 1e6)} MB at its peak`);
    Object.assign(report, {
      ours: Object.fromEntries(ours),
      peers,
      recbole,
      agreement,
      neumf,
      peak,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(rows: SparseRows, chosen: Int32Array): SparseRows {
  const own = Array.from(chosen, (r) => rows.index.subarray(rows.pointer[r], rows.pointer[r + 1]));
  const pointer = new Int32Array(own.length + 1);
  own.forEach((row, at) => (pointer[at + 1] = pointer[at]! + row.length));
  const index = Int32Array.from(own.flatMap((row) => [...row]));
  return { pointer, index, value: new Float32Array(index.length).fill(1) };
}

function save(
  folder: string,
  sparse: Record<string, SparseRows>,
  lists: Record<string, Int32Array>,
): void {
  for (const [name, { pointer, index }] of Object.entries(sparse)) {
    writeFileSync(join(folder, `${name}.pointer`), pointer);
    writeFileSync(join(folder, `${name}.index`), index);
  }
  for (const [name, values] of Object.entries(lists)) writeFileSync(join(folder, name), values);
  // What the RecBole script reads.
  writeFileSync(join(folder, 'pointer.i32'), sparse['train']!.pointer);
  writeFileSync(join(folder, 'items.i32'), sparse['train']!.index);
}

function ask<T>(python: string, name: string, args: string[]): T {
  const path = fileURLToPath(new URL(`./peers/${name}`, import.meta.url));
  const out = execFileSync(python, [path, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  // The script's last line is its answer; libraries may print before it.
  return JSON.parse(out.toString().trim().split('\n').at(-1)!) as T;
}

function script(name: string): unknown {
  const path = fileURLToPath(new URL(name, import.meta.url));
  const out = execFileSync(process.execPath, [path, ...(json ? ['--json'] : [])]).toString();
  say(`\n${out.trim()}`);
  return json ? JSON.parse(out) : null;
}

/** Peak resident memory of a process in bytes; Linux only, NaN elsewhere. */
function memoryOf(pid: number): number {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return Number.NaN;
  const found = /VmHWM:\s+(\d+) kB/.exec(execFileSync('cat', [path]).toString());
  return Number(found?.[1] ?? Number.NaN) * 1024;
}

/** What is being measured, with the seconds so far, beside the answer rather than in it. */
function progress(what: string): void {
  process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${what}\n`);
}

function ratio(a: number, b: number): string {
  return (a / b).toFixed(2);
}
