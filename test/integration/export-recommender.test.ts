import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ExportedRecommender,
  GoldenList,
} from '#shared/export/recommender/exported-recommender.ts';
import { createRecommender } from '#shared/export/recommender/recommender.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, eventCells, notebookOf } from '../support/cells.ts';
import { expectSameOrder } from '../support/export/same-order.ts';
import { temporaryFolder } from '../support/folder.ts';
import { start } from '../support/program.ts';
import { smallDisk } from '../support/small-disk.ts';
import { asyncBufferFromFile, parquetReadObjects } from '../support/parquet.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let id: string;

const algorithms = {
  knn: { type: 'itemKnn', neighbours: 12, shrink: 5 },
  bm25: { type: 'itemKnn', neighbours: 12, shrink: 5, similarity: 'bm25' },
  ease: { type: 'ease', lambda: 30 },
  ials: { type: 'ials', factors: 8, iterations: 6 },
  bpr: { type: 'bpr', factors: 8, epochs: 8 },
  towers: { type: 'twoTower', factors: 8, epochs: 3 },
  neumf: { type: 'neumf', factors: 4, layers: [8, 4], epochs: 2 },
  sasrec: { type: 'sasrec', factors: 4, epochs: 1 },
  popular: { type: 'popular' },
  users: { type: 'userKnn' },
};
type Name = keyof typeof algorithms;

/** Users who like one of four tastes, with some noise; the same pair several times, so that pairs weigh. */
function events(): string {
  const random = createRandom(7);
  const lines = ['user,item,time'];
  for (let user = 0; user < 160; user++) {
    const length = 4 + random.below(12);
    for (let at = 0; at < length; at++) {
      const taste = random.below(10) < 7 ? user % 4 : random.below(4);
      const item = taste * 15 + Math.floor(15 * random.next() ** 2);
      for (let times = 0; times <= random.below(3); times++)
        lines.push(
          `u${user},"i ${item} 品",2024-01-${String(1 + random.below(28)).padStart(2, '0')}`,
        );
    }
  }
  return lines.join('\n');
}

/** What each user had, and how often, by the file itself. */
function learnt(): Map<string, { item: string; weight: number }[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const line of events().split('\n').slice(1)) {
    const [user = '', item = ''] = line.split(',');
    const own = counts.get(user) ?? new Map<string, number>();
    const name = item.replaceAll('"', '');
    counts.set(user, own.set(name, (own.get(name) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([user, own]) => [user, [...own].map(([item, weight]) => ({ item, weight }))]),
  );
}

const recommenders = Object.entries(algorithms).map(([name, algorithm]) =>
  cell(name, 'recommend', { algorithm }, { interactions: ['who'] }),
);

beforeAll(async () => {
  backend = await temporaryBackend();
  writeFileSync(folder.file('events.csv'), events());
  const settings = { time: 'time', value: 'sum', split: { kind: 'none' } };
  ({ id } = await backend.run(
    notebookOf(...eventCells(folder.file('events.csv'), settings), ...recommenders),
  ));
}, 300_000);
afterAll(async () => {
  await backend.close();
  folder.remove();
});

let written = 0;
async function write(name: string, target: string): Promise<string> {
  const to = folder.file(`${written++}-${name}-${target}`);
  await proven(name, target, to);
  return to;
}

/** Writes a folder and tells how many lists were compared with the application's before. */
async function proven(name: string, target: string, to: string): Promise<number> {
  let count = -1;
  const request = { notebook: id, cell: name, target, to };
  for await (const event of await backend.client.exports.write(request))
    if (event.type === 'done') count = event.proven;
  return count;
}

const rows = async (path: string): Promise<Record<string, unknown>[]> =>
  parquetReadObjects({ file: await asyncBufferFromFile(path) });

/** The application's own lists of all users, best first. */
async function ownLists(name: string): Promise<Map<string, { item: string; score: number }[]>> {
  const lists = new Map<string, { item: string; score: number }[]>();
  for (const row of await rows(`${await write(name, 'lists')}/lists.parquet`)) {
    const user = String(row['user']);
    const list = lists.get(user) ?? [];
    list.push({ item: String(row['item']), score: Number(row['score']) });
    lists.set(user, list);
  }
  return lists;
}

const goldenOf = (to: string): GoldenList[] =>
  (JSON.parse(readFileSync(`${to}/golden.json`, 'utf8')) as { lists: GoldenList[] }).lists;

describe('An exported recommender', () => {
  it('can go where its kind can, and says why not elsewhere', async () => {
    const unfit = async (name: Name) => {
      const view = await backend.client.exports.targets({ notebook: id, cell: name });
      expect(view.items?.items).toBeGreaterThan(40);
      // What goes by the order of a history asks for no weights.
      expect(view.items?.ordered).toBe(name === 'sasrec');
      return Object.fromEntries(view.targets.map((one) => [one.id, one.unfit?.code ?? null]));
    };
    expect(await unfit('ease')).toEqual({
      ...{ es_module: null, server: null, onnx: null, lists: null },
      ...{ vectors: 'export_no_vectors', spark: 'export_spark' },
    });
    expect(await unfit('ials')).toMatchObject({ vectors: null, onnx: 'export_no_graph' });
    expect(await unfit('neumf')).toMatchObject({
      ...{ es_module: 'export_needs_log', vectors: null, onnx: null },
    });
    expect(await unfit('sasrec')).toMatchObject({
      ...{ es_module: null, server: null, onnx: null },
      ...{ vectors: null, lists: null },
    });
    expect(await unfit('users')).toMatchObject({ server: 'export_needs_log', lists: null });
  });

  it.each(['knn', 'bm25', 'ease', 'ials', 'bpr', 'towers'] as const)(
    '%s as an ES module gives the lists that the application gives, in a fresh Node',
    async (name) => {
      const to = await write(name, 'es_module');
      const printed = execFileSync(process.execPath, ['verify.mjs'], { cwd: to, encoding: 'utf8' });
      expect(printed).toContain('26 lists agree');
      const golden = goldenOf(to);
      expect(golden.filter(({ fallback }) => !fallback).length).toBeGreaterThan(20);
      expect(golden.find(({ why }) => why === 'nothing')?.fallback).toBe(true);
    },
  );

  it.each(['knn', 'bm25', 'ease', 'ials', 'towers'] as const)(
    '%s gives every user’s top 10 of the application, by history alone',
    async (name) => {
      const own = await ownLists(name);
      const to = await write(`${name}`, 'server');
      const model = JSON.parse(readFileSync(`${to}/model.json`, 'utf8')) as ExportedRecommender;
      const { recommend } = createRecommender(model);
      const histories = learnt();
      let compared = 0;
      for (const [user, list] of own) {
        const told = recommend({ history: histories.get(user) ?? [], k: 10 });
        if (told.fallback !== null) continue;
        compared += 1;
        const room = 1e-4 * Math.abs(list[0]?.score ?? 1);
        expectSameOrder(told.items, list, room);
      }
      expect(compared).toBeGreaterThan(140);
    },
  );

  it.each(['ials', 'bpr', 'towers'] as const)(
    'has vectors (%s) whose inner product gives the same top 10; npy and safetensors hold the same',
    async (name) => {
      const to = await write(name, 'vectors');
      const [users, items] = [await rows(`${to}/users.parquet`), await rows(`${to}/items.parquet`)];
      const histories = learnt();
      for (const [user, list] of await ownLists(name)) {
        const vector = users.find((row) => row['id'] === user)?.['vector'] as number[];
        const had = new Set(histories.get(user)?.map(({ item }) => item));
        const best = items
          .map((row) => ({
            item: String(row['id']),
            score: (row['vector'] as number[]).reduce((sum, x, a) => sum + x * (vector[a] ?? 0), 0),
          }))
          .filter(({ item }) => !had.has(item))
          .sort((a, b) => b.score - a.score)
          .slice(0, 10);
        expectSameOrder(best, list, 1e-5 * Math.abs(list[0]?.score ?? 1));
      }
      const npy = readFileSync(`${to}/items.npy`);
      const start = 10 + npy.readUInt16LE(8);
      expect(npy.toString('latin1', 10, start)).toContain(`'shape': (${items.length}, `);
      const flat = items.flatMap((row) => row['vector'] as number[]);
      expect((npy.length - start) / 4).toBe(flat.length);
      flat.forEach((value, at) => expect(npy.readFloatLE(start + 4 * at)).toBe(value));
      const tensors = readFileSync(`${to}/vectors.safetensors`);
      const length = Number(tensors.readBigUInt64LE(0));
      const header = JSON.parse(tensors.toString('utf8', 8, 8 + length)) as {
        items: { shape: number[]; data_offsets: [number, number] };
      };
      expect(header.items.shape[0]).toBe(items.length);
      expect(tensors.readFloatLE(8 + length + header.items.data_offsets[0])).toBe(flat[0]);
    },
  );

  it.each(['knn', 'bm25', 'ease', 'towers'] as const)(
    '%s as ONNX gives the same lists in ONNX Runtime, unknown items left aside',
    async (name) => {
      const to = await write(name, 'onnx');
      const session = await ort.InferenceSession.create(`${to}/model.onnx`);
      for (const { history, items, scores, fallback } of goldenOf(to)) {
        if (fallback || items.length === 0) continue;
        const asked = [{ item: 'never seen', weight: 3 }, ...history];
        const told = await session.run({
          history: new ort.Tensor(
            'string',
            asked.map(({ item }) => item),
            [asked.length],
          ),
          weights: new ort.Tensor(
            'float32',
            asked.map(({ weight }) => weight),
            [asked.length],
          ),
          k: new ort.Tensor('int64', [BigInt(items.length)], [1]),
        });
        const values = told['scores']?.data as Float32Array;
        const names = told['items']?.data as unknown as string[];
        const room = 1e-5 * Math.max(1e-6, Math.abs(scores[0] ?? 0));
        const found = Array.from(values, (score, at) => ({ item: names[at] ?? '', score }));
        expectSameOrder(
          found,
          items.map((item, at) => ({ item, score: scores[at] ?? NaN })),
          room,
        );
      }
      await session.release();
    },
  );

  it('NeuMF as ONNX gives every user’s list of the application in ONNX Runtime, someone new the mean of them', async () => {
    const to = await write('neumf', 'onnx');
    const session = await ort.InferenceSession.create(`${to}/model.onnx`);
    const histories = learnt();
    const ask = async (user: string, history: string[], k: number) => {
      const told = await session.run({
        user: new ort.Tensor('string', [user], [1]),
        history: new ort.Tensor('string', history, [history.length]),
        k: new ort.Tensor('int64', [BigInt(k)], [1]),
      });
      const names = told['items']?.data as unknown as string[];
      return Array.from(told['scores']?.data as Float32Array, (score, at) => ({
        ...{ item: names[at] ?? '', score },
      }));
    };
    const own = await ownLists('neumf');
    expect(own.size).toBe(160);
    for (const [user, list] of own) {
      const history = histories.get(user)?.map(({ item }) => item) ?? [];
      const found = await ask(user, history, list.length);
      expectSameOrder(found, list, 1e-5 * Math.max(1, Math.abs(list[0]?.score ?? 1)));
    }
    // The mean of all users is between them.
    const [first] = await ask('nobody', [], 1);
    const best = [...own.values()].map((list) => list[0]?.score ?? 0);
    expect(first?.score).toBeLessThan(Math.max(...best) + 1);
    await session.release();
    const view = await backend.client.exports.targets({ notebook: id, cell: 'neumf' });
    expect(view.targets.filter(({ people }) => people).map((one) => one.id)).toEqual([
      ...['onnx', 'vectors', 'lists', 'spark'],
    ]);
  });

  it.for(['es_module', 'server', 'onnx', 'lists', 'spark', 'vectors'] as const)(
    'leaves nothing behind on a full disk (%s)',
    async (target, context) => {
      const disk = smallDisk(2);
      if (disk === undefined) return context.skip('no file system of its own may be mounted here');
      try {
        disk.leave(8000);
        const cell = target === 'onnx' ? 'ease' : 'ials';
        const request = { notebook: id, cell, target, to: `${disk.path}/taken` };
        const writing = async () => {
          for await (const _ of await backend.client.exports.write(request));
        };
        await expect(writing()).rejects.toMatchObject({ data: { code: 'disk_full' } });
        expect(readdirSync(disk.path)).toEqual(['filler']);
      } finally {
        disk.remove();
      }
    },
  );

  it('is not served where its file is cut short, altered, newer or another thing', async () => {
    const text = readFileSync(`${await write('ease', 'server')}/model.json`, 'utf8');
    const damaged = {
      cut: [text.slice(0, text.length / 2), 'only a part of one'],
      altered: [text.replace('"users":160', '"users":161'), 'not as it was exported'],
      newer: [text.replace('"version":1', '"version":99'), 'newer Portrait'],
      empty: ['', 'no exported model'],
      other: ['{"format":"something"}', 'no exported model'],
    };
    for (const [name, [content = '', words = '']] of Object.entries(damaged)) {
      const path = folder.file(`${name}.json`);
      writeFileSync(path, content);
      const { code, stderr, stdout } = await start('hosts/serve/main.ts', [
        ...['serve', path, '--port', '0'],
      ]).ended;
      expect({ name, code, stdout }).toEqual({ name, code: 1, stdout: '' });
      expect(stderr, name).toContain(`${name}.json`);
      expect(stderr, name).toContain(words);
    }
  });

  it('for Spark holds the pairs that were learnt from, and says what it is for', async () => {
    const to = await write('ials', 'spark');
    const [pairs, users, items] = await Promise.all(
      ['pairs', 'users', 'items'].map((file) => rows(`${to}/${file}.parquet`)),
    );
    const found = new Map<string, Map<string, number>>();
    for (const { user, item, weight } of pairs ?? []) {
      const name = String(users?.[Number(user)]?.['id']);
      const own = found.get(name) ?? new Map<string, number>();
      found.set(name, own.set(String(items?.[Number(item)]?.['id']), Number(weight)));
    }
    for (const [user, history] of learnt())
      expect(found.get(user)).toEqual(new Map(history.map(({ item, weight }) => [item, weight])));
    const { spark } = JSON.parse(readFileSync(`${to}/als.json`, 'utf8')) as {
      spark: { alpha: number; rank: number };
    };
    expect(spark).toMatchObject({ rank: 8, maxIter: 6 });
    const weights = [...learnt().values()].flat().map(({ weight }) => weight);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    expect(spark.alpha).toBeCloseTo(Math.sqrt(mean / 0.3) / mean, 6);
    const view = await backend.client.exports.targets({ notebook: id, cell: 'bpr' });
    expect(view.targets.find((one) => one.id === 'spark')?.unfit?.code).toBe('export_spark');
  });

  it.each(['neumf', 'sasrec', 'ease'] as const)(
    'is compared with the application’s lists before it is handed over as ONNX (%s)',
    async (name) => {
      expect(await proven(name, 'onnx', folder.file(`proven-${name}`))).toBeGreaterThan(20);
    },
  );

  it('is the same bytes twice', async () => {
    for (const target of ['es_module', 'server', 'vectors', 'lists']) {
      const to = await write('ials', target);
      const again = await write('ials', target);
      for (const file of readdirSync(to))
        expect(readFileSync(`${again}/${file}`).equals(readFileSync(`${to}/${file}`)), file).toBe(
          true,
        );
    }
  });

  it('is served by the program in its folder, golden histories and all', async () => {
    const to = await write('ease', 'server');
    const printed = execFileSync(process.execPath, ['verify.mjs'], { cwd: to, encoding: 'utf8' });
    expect(printed).toContain('lists agree');
    const module = (await import(
      /* @vite-ignore */ pathToFileURL(`${await write('ease', 'es_module')}/model.mjs`).href
    )) as { recommend(request: object): { items: object[]; unknown: string[] } };
    expect(module.recommend({ history: ['i 0 品', 'nothing'], k: 3 })).toMatchObject({
      unknown: ['nothing'],
    });
    expect(() => module.recommend({ history: [1] })).toThrow(/history, 1: 1 is not text/);
  });
});
