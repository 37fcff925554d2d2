import { mkdirSync, readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsealed } from '#shared/export/sealed-file.ts';
import { recommenderFile } from '#shared/export/recommender/recommender-file.ts';
import { createRecommender } from '#shared/export/recommender/recommender.ts';
import { createHash } from 'node:crypto';
import { cell, notebookOf, onlineRetailCells } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { asyncBufferFromFile, parquetReadObjects } from '../support/parquet.ts';
import { temporaryBackend } from '../support/run-notebook.ts';
import { sharedData } from '../support/shared-data.ts';

const retail = sharedData('online_retail.csv.gz');
const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let id: string;

const algorithms = {
  knn: { type: 'itemKnn' },
  ease: { type: 'ease', lambda: 500 },
  ials: { type: 'ials' },
  bpr: { type: 'bpr', epochs: 10 },
  towers: { type: 'twoTower', epochs: 2 },
  neumf: { type: 'neumf', epochs: 2 },
};
type Name = keyof typeof algorithms;
type Listed = { item: string; score: number };

beforeAll(async () => {
  if (retail === undefined) return;
  backend = await temporaryBackend();
  const recommenders = Object.entries(algorithms).map(([name, algorithm]) =>
    cell(name, 'recommend', { algorithm }, { interactions: ['who'] }),
  );
  ({ id } = await backend.run(notebookOf(...onlineRetailCells(retail), ...recommenders)));
});
afterAll(async () => {
  if (retail !== undefined) await backend.close();
  folder.remove();
});

async function write(cell: string, target: string): Promise<string> {
  mkdirSync(folder.file(cell), { recursive: true });
  const to = folder.file(`${cell}/${target}`);
  for await (const _ of await backend.client.exports.write({ notebook: id, cell, target, to }));
  return to;
}

const rows = async (path: string): Promise<Record<string, unknown>[]> =>
  parquetReadObjects({ file: await asyncBufferFromFile(path) });

const listsOf = new Map<Name, Map<string, Listed[]>>();

/** The application's lists of all users. */
async function ownLists(name: Name): Promise<Map<string, Listed[]>> {
  const made = listsOf.get(name) ?? new Map<string, Listed[]>();
  if (made.size > 0) return made;
  for (const row of await rows(`${await write(name, 'lists')}/lists.parquet`)) {
    const user = String(row['user']);
    const list = made.get(user) ?? [];
    list.push({ item: String(row['item']), score: Number(row['score']) });
    made.set(user, list);
  }
  listsOf.set(name, made);
  return made;
}

/** What each user learnt from had, with its weight, as the export for Spark hands it over. */
let known: Promise<Map<string, { item: string; weight: number }[]>> | null = null;
const histories = () => (known ??= readHistories());
async function readHistories() {
  const to = await write('ials', 'spark');
  const [pairs, users, items] = await Promise.all(
    ['pairs', 'users', 'items'].map((file) => rows(`${to}/${file}.parquet`)),
  );
  const found = new Map<string, { item: string; weight: number }[]>();
  for (const { user, item, weight } of pairs ?? []) {
    const name = String(users?.[Number(user)]?.['id']);
    const own = found.get(name) ?? [];
    own.push({ item: String(items?.[Number(item)]?.['id']), weight: Number(weight) });
    found.set(name, own);
  }
  return found;
}

/** Users whose first ten differ from the application's: other scores, or other items whose scores are further apart. */
function differing(
  found: ReadonlyMap<string, readonly Listed[]>,
  own: ReadonlyMap<string, readonly Listed[]>,
  share: number,
): string[] {
  return [...found].flatMap(([user, list]) => {
    const wanted = own.get(user) ?? [];
    const room = share * Math.max(1e-6, Math.abs(wanted[0]?.score ?? 1));
    const isSame =
      list.length === Math.min(10, wanted.length) &&
      list.every(({ item, score }, at) => {
        if (!(Math.abs(score - (wanted[at]?.score ?? NaN)) <= room)) return false;
        const place = wanted.find((one) => one.item === item);
        return item === wanted[at]?.item || Math.abs((place?.score ?? score) - score) <= room;
      });
    return isSame ? [] : [user];
  });
}

describe('Every user of Online Retail', () => {
  it.for(['knn', 'ease', 'ials', 'towers'] as const)(
    'has the application’s top 10 by history alone (%s)',
    async (name, context) => {
      if (retail === undefined) return context.skip('the data is not here');
      const own = await ownLists(name);
      const text = readFileSync(`${await write(name, 'server')}/model.json`, 'utf8');
      const model = unsealed([recommenderFile], text, 'model.json', (all) =>
        createHash('sha256').update(all).digest('hex'),
      );
      const { recommend } = createRecommender(model);
      const known = await histories();
      const found = new Map(
        [...own.keys()].flatMap((user) => {
          const told = recommend({ history: known.get(user) ?? [], k: 10 });
          return told.fallback === null ? [[user, told.items] as const] : [];
        }),
      );
      expect(found.size).toBeGreaterThan(3800);
      expect(differing(found, own, 1e-4)).toEqual([]);
    },
  );

  it.for(['ials', 'bpr', 'towers'] as const)(
    'has the application’s top 10 by the inner products of the vectors (%s)',
    async (name, context) => {
      if (retail === undefined) return context.skip('the data is not here');
      const own = await ownLists(name);
      const known = await histories();
      const to = await write(name, 'vectors');
      const [users, items] = [await rows(`${to}/users.parquet`), await rows(`${to}/items.parquet`)];
      const ids = items.map((row) => String(row['id']));
      const vectors = items.map((row) => Float64Array.from(row['vector'] as number[]));
      const found = new Map(
        users.map((row) => {
          const vector = row['vector'] as number[];
          const had = new Set(known.get(String(row['id']))?.map(({ item }) => item));
          const scored = vectors.flatMap((other, at) => {
            if (had.has(ids[at] ?? '')) return [];
            let score = 0;
            for (let a = 0; a < vector.length; a++) score += (vector[a] ?? 0) * (other[a] ?? 0);
            return [{ item: ids[at] ?? '', score }];
          });
          return [String(row['id']), scored.sort((a, b) => b.score - a.score).slice(0, 10)];
        }),
      );
      expect(found.size).toBe(own.size);
      expect(differing(found, own, 1e-5)).toEqual([]);
    },
  );

  it.for(['knn', 'ease', 'towers', 'neumf'] as const)(
    'has the application’s top 10 in ONNX Runtime (%s)',
    async (name, context) => {
      if (retail === undefined) return context.skip('the data is not here');
      const own = await ownLists(name);
      const known = await histories();
      const session = await ort.InferenceSession.create(`${await write(name, 'onnx')}/model.onnx`);
      const found = new Map<string, Listed[]>();
      for (const [user, list] of own) {
        const history = known.get(user) ?? [];
        if (history.length === 0) continue;
        const k = Math.min(10, list.length);
        const size = [history.length];
        const told = await session.run({
          history: new ort.Tensor(
            'string',
            history.map(({ item }) => item),
            size,
          ),
          k: new ort.Tensor('int64', [BigInt(k)], [1]),
          ...(name === 'neumf'
            ? { user: new ort.Tensor('string', [user], [1]) }
            : {
                weights: new ort.Tensor(
                  'float32',
                  history.map(({ weight }) => weight),
                  size,
                ),
              }),
        });
        const names = told['items']?.data as unknown as string[];
        const scores = Array.from(told['scores']?.data as Float32Array);
        found.set(
          user,
          scores.map((score, at) => ({ item: names[at] ?? '', score })),
        );
      }
      await session.release();
      expect(found.size).toBeGreaterThan(3800);
      expect(differing(found, own, 1e-4)).toEqual([]);
    },
  );
});
