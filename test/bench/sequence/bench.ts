/**
 * Recommenders of sequences: SASRec beside RecTools' with the same sizes, epochs and data (the last item of each user held
 * out, full ranking of Online Retail), and beside EASE on a log with a planted order:
 * `npm run bench -- sequence [--json] [--only retail,planted] [--epochs 20] [--seeds 1,2,3]`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '#shared/random/index.ts';
import { algorithm, type Algorithm } from '#shared/recommenders/index.ts';
import {
  metricsAt,
  tieGroups,
} from '../../../src-main/backend/recommend/compare/ranking-metrics.ts';
import { signFlipTests } from '../../../src-main/backend/recommend/compare/sign-flips.ts';
import { startEngine } from '../train/engine-client.ts';
import { pythonWith } from '../train/venv.ts';
import { leaveOneOut, onlineRetail, type LeaveOneOut } from './leave-one-out.ts';
import { plantedOrder } from './planted-order.ts';

/** Seconds of each epoch on the clock, and of the processor: on a busy machine only the latter say much. */
type Run = { ndcg: number; hitRate: number; seconds: number[]; cpu: number[] };
type Made = Run & { each: Float64Array };

const packages = ['RecTools==0.19.0', 'torch==2.13.0', 'pytorch-lightning', 'numpy', 'pandas'];
const file = new URL('../../../../shared/data/online_retail.csv.gz', import.meta.url);
const option = (name: string, usual: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : process.argv[at + 1]!;
};
const json = process.argv.includes('--json');
const parts = option('only', 'planted,retail').split(',');
const epochs = Number(option('epochs', '20'));
const seeds = option('seeds', '1,2,3').split(',').map(Number);
const say = (line: string): void => void (json || process.stdout.write(`${line}\n`));
const report: Record<string, unknown> = {};

if (parts.includes('planted')) await planted();
if (parts.includes('retail')) {
  if (existsSync(file)) await retail();
  else say('skipped: online_retail.csv.gz is not in ../shared/data');
}
if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

async function planted(): Promise<void> {
  const log = leaveOneOut(plantedOrder(7), 5);
  const configs = {
    ease: { type: 'ease', lambda: 50 },
    sasrec: { type: 'sasrec', epochs: 60, maxLength: 20 },
    gru4rec: { type: 'gru4rec', epochs: 60, maxLength: 20 },
    caser: { type: 'caser', epochs: 60, maxLength: 20 },
  };
  const made = await fitted(
    log,
    Object.entries(configs).map(([name, config]) => ({
      ...{ name, seed: 1, config: algorithm.parse(config) },
    })),
  );
  const [tests = []] = await signFlipTests([made.map(({ each }) => each)], {
    ...{ flips: 9999, random: createRandom(3), pace: async () => undefined },
  });
  // Pairs come in order: EASE with each of the others first.
  const [ease, ...others] = made as [Made, ...Made[]];
  say(`Planted order, NDCG@10 of ${log.users.length} held-out items: EASE ${ease.ndcg.toFixed(4)}`);
  Object.keys(configs)
    .slice(1)
    .forEach((name, at) =>
      say(`  ${name} ${others[at]!.ndcg.toFixed(4)}, paired p ${tests[at]!.toFixed(4)}`),
    );
  report['planted'] = { ease: told(ease), others: others.map(told), p: tests.slice(0, 3) };
}

async function retail(): Promise<void> {
  const log = onlineRetail(file);
  const config = algorithm.parse({ type: 'sasrec', epochs, batchSize: 128 });
  const [ease, gru, ...ours] = (await fitted(log, [
    { name: 'EASE', seed: 1, config: algorithm.parse({ type: 'ease', lambda: 500 }) },
    { name: 'GRU4Rec', seed: 1, config: algorithm.parse({ type: 'gru4rec', epochs }) },
    ...seeds.map((seed) => ({ name: `SASRec, seed ${seed}`, seed, config })),
  ])) as [Made, Made, ...Made[]];
  const theirs = rectools(log, { ...config, seeds, threads: 2 });
  const spread = (runs: readonly Run[]): string =>
    runs.map(({ ndcg }) => ndcg.toFixed(4)).join(' ');
  const epoch = (runs: readonly Run[]): number => middle(runs.flatMap(({ seconds }) => seconds));
  const cpu = (runs: readonly Run[]): number => middle(runs.flatMap((run) => run.cpu));
  const times = (runs: readonly Run[]): string =>
    `an epoch ${epoch(runs).toFixed(2)} s, ${cpu(runs).toFixed(2)} s of the processor`;
  const ratio = [epoch, cpu].map((of) => (of(theirs) / of(ours)).toFixed(2));
  say(
    [
      `Online Retail, last item held out, ${log.data.users} users, ${log.data.items} items, ${epochs} epochs`,
      `EASE      NDCG@10 ${ease.ndcg.toFixed(4)}  HR@10 ${ease.hitRate.toFixed(4)}`,
      `GRU4Rec   NDCG@10 ${gru.ndcg.toFixed(4)}  HR@10 ${gru.hitRate.toFixed(4)}  ${times([gru])}`,
      `SASRec    NDCG@10 ${spread(ours)}  ${times(ours)}`,
      `RecTools  NDCG@10 ${spread(theirs)}  ${times(theirs)}: ${ratio.join(' and ')} times ours`,
    ].join('\n'),
  );
  report['retail'] = { ease: told(ease), gru: told(gru), sasrec: ours.map(told), rectools: theirs };
}

/** Fits and ranks one after another; seconds are those between the epochs' ends. */
async function fitted(
  { data, users, relevant }: LeaveOneOut,
  jobs: readonly { name: string; seed: number; config: Algorithm }[],
): Promise<Made[]> {
  const engine = startEngine();
  const out: Made[] = [];
  try {
    await engine.call('hello', { device: 'cpu' });
    await engine.call('recommend.load', { data: 'd', content: data });
    for (const { name, seed, config } of jobs) {
      process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${name}\n`);
      const seconds: number[] = [];
      const cpu: number[] = [];
      let last = performance.now();
      let used = cpuSeconds(engine.pid);
      const job = { data: 'd', model: 'm', algorithm: config, seed };
      await engine.call('recommend.fit', job, ({ loss }) => {
        if (loss === null) return;
        seconds.push((performance.now() - last) / 1000);
        last = performance.now();
        cpu.push(cpuSeconds(engine.pid) - used);
        used = cpuSeconds(engine.pid);
      });
      const { ranks, ties, candidates } = await engine.call('recommend.rank', {
        ...{ model: 'm', users, relevant, top: 10, seen: true, exclude: new Int32Array(0) },
        ...{ candidates: null, had: null, tieSeed: null },
      });
      const each = Array.from(users, (_, at) => {
        const own = tieGroups(ranks.slice(at, at + 1), ties.slice(at, at + 1), candidates[at]!);
        return metricsAt(own, 1, 10);
      });
      const ndcgs = Float64Array.from(each, ({ ndcg }) => ndcg);
      out.push({
        ...{ each: ndcgs, ndcg: mean(ndcgs), seconds, cpu },
        hitRate: mean(each.map(({ hitRate }) => hitRate)),
      });
    }
  } finally {
    engine.end();
  }
  return out;
}

function rectools({ data, users, relevant }: LeaveOneOut, job: object): Run[] {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-sequence-'));
  try {
    const { pointer, index } = data.interactions;
    const saved = { pointer, index, times: data.times, users, held: relevant.index };
    for (const [name, values] of Object.entries(saved)) writeFileSync(join(folder, name), values);
    process.stderr.write('installing RecTools, if it is not\n');
    const python = pythonWith('sequence-peers', packages);
    const path = fileURLToPath(new URL('./peers/rectools_sasrec.py', import.meta.url));
    process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  RecTools\n`);
    const out = execFileSync(python, [path, folder, JSON.stringify(job)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // The script's last line is its answer; libraries print before it.
    return JSON.parse(out.toString().trim().split('\n').at(-1)!) as Run[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function told({ ndcg, hitRate, seconds, cpu }: Run): Run {
  return { ndcg, hitRate, seconds, cpu };
}

/** Processor seconds a process has used; Linux only, NaN elsewhere. Clock ticks are hundredths there. */
function cpuSeconds(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return Number.NaN;
  const [user, system] = readFileSync(path, 'utf8').split(') ')[1]!.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value / values.length, 0);
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
