/**
 * How near EASE in the engine, iALS from the same start, and a hybrid of both are to numpy in float64, on planted tastes
 * of several sizes, lambdas and condition numbers:
 * `npm run bench -- numerics [--json] [--quick]`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { algorithm } from '#shared/recommenders/index.ts';
import { createRandom } from '#shared/random/index.ts';
import { tensorFrom } from '#shared/recommenders/state.ts';
import { normals } from '../../../src-main/engine/recommenders/factors/random.ts';
import { plantedTastes } from '../../support/float64.ts';
import { startEngine } from '../train/engine-client.ts';
import { pythonWith } from '../train/venv.ts';

type Case = {
  users: number;
  items: number;
  lambda: number;
  weights: number;
  factors: number | null;
};
type Figures = Case & {
  model: 'EASE' | 'iALS' | 'hybrid';
  /** Of EASE's matrix; null of others. */
  condition: number | null;
  /** Of what one column of the gram matrix times the weights leaves: see `residual`. */
  residual: number | null;
  /** Largest difference of a score, of the largest score. */
  scoreError: number;
  ndcg: number;
  ndcgFloat64: number;
  seconds: number;
  numpySeconds: number;
};

const json = process.argv.includes('--json');
const quick = process.argv.includes('--quick');
const asked = 300;
const small = { users: 3000, items: 1500, factors: null };
const large = { users: 6000, items: 4000, weights: 1, factors: null };
const cases: Case[] = [
  { ...small, lambda: 500, weights: 1, factors: 32 },
  ...[20, 1, 0.1].map((lambda) => ({ ...small, lambda, weights: 1 })),
  // Weights from 1 to 1,000, as of minutes watched.
  { ...small, lambda: 500, weights: 1000, factors: 32 },
  { ...large, lambda: 500 },
  ...(quick ? [] : [{ ...large, lambda: 10 }]),
];
const python = pythonWith('numerics-peers', ['numpy==2.4.6', 'scipy==1.17.1']);
const engine = startEngine();
const figures: Figures[] = [];
for (const one of cases) figures.push(...(await measure(one)));
engine.end();
await engine.exited;

if (json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else {
  process.stdout.write(
    'model   users  items  lambda  weights to  condition  residual  score error  NDCG@10  float64   fit s  numpy s\n',
  );
  for (const one of figures)
    process.stdout.write(
      [
        ...[one.model.padEnd(6), String(one.users).padStart(5), String(one.items).padStart(5)],
        ...[String(one.lambda).padStart(6), String(one.weights).padStart(10)],
        ...[one.condition, one.residual, one.scoreError].map((x) =>
          (x?.toExponential(1) ?? '').padStart(9),
        ),
        ...[one.ndcg.toFixed(4), one.ndcgFloat64.toFixed(4)].map((text) => text.padStart(9)),
        ...[one.seconds.toFixed(2), one.numpySeconds.toFixed(2)].map((text) => text.padStart(6)),
      ].join('  ') + '\n',
    );
}

async function measure(one: Case): Promise<Figures[]> {
  const { users, items, lambda } = one;
  const random = createRandom(17);
  // A fifth of each user's items is what the lists should find.
  const all = plantedTastes(users, items, 11);
  const held = all.map((own) => own.filter(() => random.next() < 0.2));
  const rows = all.map((own, u) => own.filter((item) => !held[u]!.includes(item)));
  const pointer = new Int32Array(users + 1);
  rows.forEach((own, u) => (pointer[u + 1] = pointer[u]! + own.length));
  const index = Int32Array.from(rows.flat());
  const value = Float32Array.from(index, () => Math.round(one.weights ** random.next()));
  const content = {
    ...{ users, items, interactions: { pointer, index, value } },
    ...{ userFeatures: null, itemFeatures: null, itemText: null, terms: 0, segments: null },
    friends: null,
  };
  await engine.call('recommend.load', { data: 'd', content });
  const config = algorithm.parse({ type: 'ease', lambda });
  const { seconds, state } = await engine.call('recommend.fit', {
    ...{ data: 'd', model: 'm', algorithm: config, seed: 1 },
  });
  const folder = mkdtempSync(join(tmpdir(), 'portrait-numerics-'));
  try {
    const files = { 'pointer.i32': pointer, 'index.i32': index, 'value.f32': value };
    for (const [name, values] of Object.entries(files)) writeFileSync(join(folder, name), values);
    const script = fileURLToPath(new URL('./peers/float64.py', import.meta.url));
    const args = [script, folder, ...[users, items, lambda, asked].map(String)];
    const peer = JSON.parse(execFileSync(python, args).toString()) as {
      seconds: number;
      condition: number;
    };
    const tried = async (id: string, file: string) => {
      const bytes = readFileSync(join(folder, file));
      const wanted = new Float64Array(
        bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
      );
      const scores = await scoresOf(id, rows.slice(0, asked), value, pointer, items);
      return {
        scoreError: largest(scores.map((score, at) => score - wanted[at]!)) / largest(wanted),
        ndcg: ndcg(scores, rows, held, items),
        ndcgFloat64: ndcg(wanted, rows, held, items),
      };
    };
    const ease: Figures = {
      ...{ ...one, model: 'EASE', seconds, numpySeconds: peer.seconds, condition: peer.condition },
      residual: residual(content.interactions, items, lambda, tensorFrom(state, 'weights').data),
      ...(await tried('m', 'scores.f64')),
    };
    if (one.factors === null) return [ease];
    const fitted = await fitIals(one.factors, items);
    writeFileSync(join(folder, 'start.f32'), fitted.start);
    const { unobserved, regularisation, iterations } = fitted.config;
    const numbers = [users, items, one.factors, iterations, unobserved, regularisation, 2, asked];
    const ials = fileURLToPath(new URL('./peers/ials.py', import.meta.url));
    const other = JSON.parse(
      execFileSync(python, [ials, folder, ...numbers.map(String)]).toString(),
    ) as { seconds: number };
    const rest = { ...one, numpySeconds: other.seconds, condition: null, residual: null };
    return [
      ease,
      { ...rest, model: 'iALS', seconds: fitted.seconds, ...(await tried('i', 'ials.f64')) },
      { ...rest, model: 'hybrid', seconds: fitted.seconds, ...(await tried('h', 'hybrid.f64')) },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    for (const id of ['m', 'i', 'h', 'd']) await engine.call('recommend.drop', { id });
  }
}

/** iALS as 'i' and two parts of EASE with one of it as 'h'; `start` is where the items begin. */
async function fitIals(factors: number, items: number) {
  const config = algorithm.parse({ type: 'ials', factors, iterations: 4 });
  if (config.type !== 'ials') throw new Error(config.type);
  const seed = 1;
  const { seconds } = await engine.call('recommend.fit', {
    ...{ data: 'd', model: 'i', algorithm: config, seed },
  });
  await engine.call('recommend.combine', {
    ...{ data: 'd', model: 'h' },
    parts: [
      { model: 'm', weight: 2 },
      { model: 'i', weight: 1 },
    ],
  });
  const start = normals(items * factors, 0.1 / Math.sqrt(factors), seed);
  return { config, seconds, start };
}

/** Scores of users nobody knows with these histories, as what-if asks for them. */
async function scoresOf(
  model: string,
  rows: readonly number[][],
  value: Float32Array,
  pointer: Int32Array,
  items: number,
): Promise<Float64Array> {
  const out = new Float64Array(rows.length * items);
  for (const [user, own] of rows.entries()) {
    const { lists } = await engine.call('recommend.top', {
      ...{ models: [model], top: items, seen: false, exclude: new Int32Array(0) },
      user: {
        ...{
          user: null,
          items: Int32Array.from(own),
          features: null,
          segment: null,
          friends: null,
        },
        weights: value.slice(pointer[user], pointer[user + 1]),
      },
    });
    lists[0]!.items.forEach((item, at) => (out[user * items + item] = lists[0]!.scores[at]!));
  }
  return out;
}

/**
 * The normal equations of EASE: off its diagonal (X'X + lambda I) B = X'X, column by column; what is left of it over the
 * largest value of the right side, for some columns, in float64 and without the gram matrix.
 */
function residual(
  { pointer, index, value }: { pointer: Int32Array; index: Int32Array; value: Float32Array },
  items: number,
  lambda: number,
  weights: Float32Array,
): number {
  let worst = 0;
  for (let column = 0; column < items; column += Math.floor(items / 7)) {
    const left = new Float64Array(items);
    const right = new Float64Array(items);
    for (let u = 0; u + 1 < pointer.length; u++) {
      let score = 0;
      let own = 0;
      for (let at = pointer[u]!; at < pointer[u + 1]!; at++) {
        score += value[at]! * weights[index[at]! * items + column]!;
        if (index[at] === column) own = value[at]!;
      }
      for (let at = pointer[u]!; at < pointer[u + 1]!; at++) {
        left[index[at]!]! += value[at]! * score;
        right[index[at]!]! += value[at]! * own;
      }
    }
    for (let i = 0; i < items; i++) left[i]! += lambda * weights[i * items + column]! - right[i]!;
    left[column] = 0;
    right[column] = 0;
    worst = Math.max(worst, largest(left) / largest(right));
  }
  return worst;
}

function ndcg(
  scores: Float64Array,
  rows: readonly number[][],
  held: readonly number[][],
  items: number,
): number {
  let sum = 0;
  for (let user = 0; user < asked; user++) {
    const had = new Set(rows[user]);
    const wanted = new Set(held[user]);
    if (wanted.size === 0) continue;
    const own = scores.subarray(user * items, (user + 1) * items);
    const list = [...own.keys()]
      .filter((item) => !had.has(item))
      .sort((a, b) => own[b]! - own[a]!)
      .slice(0, 10);
    const gain = (place: number): number => 1 / Math.log2(place + 2);
    const found = list.reduce((all, item, at) => all + (wanted.has(item) ? gain(at) : 0), 0);
    let best = 0;
    for (let at = 0; at < Math.min(10, wanted.size); at++) best += gain(at);
    sum += found / best;
  }
  return sum / asked;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
