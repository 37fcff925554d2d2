import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { cell, eventCells, notebookOf } from '../support/cells.ts';
import { expectSameOrder } from '../support/export/same-order.ts';
import { temporaryFolder } from '../support/folder.ts';
import { asyncBufferFromFile, parquetReadObjects } from '../support/parquet.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let id: string;
let written = 0;

const order = { epochs: 2, maxLength: 6 };
const algorithms = {
  sasrec: { type: 'sasrec', factors: 6, heads: 4, blocks: 2, ...order },
  gru4rec: { type: 'gru4rec', factors: 5, layers: 2, ...order },
  caser: { type: 'caser', factors: 4, window: 3, horizontal: 2, vertical: 2, ...order },
};

/** Users who go through items one after the other, from anywhere, with some noise. */
function events(): string {
  const random = createRandom(11);
  const lines = ['user,item,time'];
  for (let user = 0; user < 150; user++) {
    let item = random.below(50);
    for (let at = 0; at < 3 + random.below(12); at++) {
      item = random.below(4) === 0 ? random.below(50) : (item + 1) % 50;
      lines.push(`u${user},"i ${item} 品",2024-01-${String(1 + at).padStart(2, '0')}`);
    }
  }
  return lines.join('\n');
}

async function write(name: string, target = 'onnx'): Promise<string> {
  const to = folder.file(`${written++}-${name}-${target}`);
  const request = { notebook: id, cell: name, target, to };
  for await (const _ of await backend.client.exports.write(request));
  return to;
}

beforeAll(async () => {
  backend = await temporaryBackend();
  writeFileSync(folder.file('events.csv'), events());
  const recommenders = Object.entries(algorithms).map(([name, algorithm]) =>
    cell(name, 'recommend', { algorithm }, { interactions: ['who'] }),
  );
  const log = eventCells(folder.file('events.csv'), { time: 'time', split: { kind: 'last' } });
  ({ id } = await backend.run(notebookOf(...log, ...recommenders)));
}, 300_000);
afterAll(async () => {
  await backend.close();
  folder.remove();
});

describe('A recommender that goes by the order of a history', () => {
  it.each(Object.keys(algorithms))('%s asks for a history in order', async (name) => {
    const { items } = await backend.client.exports.targets({ notebook: id, cell: name });
    expect(items?.ordered).toBe(true);
  });

  it.each(Object.keys(algorithms))(
    '%s as ONNX gives the lists of the application for histories in order, in ONNX Runtime',
    async (name) => {
      const to = await write(name);
      const session = await ort.InferenceSession.create(`${to}/model.onnx`);
      const text = (values: string[]) => new ort.Tensor('string', values, [values.length]);
      const ask = async (history: string[], exclude: string[], k: number) => {
        const told = await session.run({
          ...{ history: text(history), exclude: text(exclude) },
          k: new ort.Tensor('int64', [BigInt(k)], [1]),
        });
        const names = told['items']?.data as unknown as string[];
        return Array.from(told['scores']?.data as Float32Array, (score, at) => ({
          ...{ item: names[at] ?? '', score },
        }));
      };
      const { lists } = JSON.parse(readFileSync(`${to}/golden.json`, 'utf8')) as {
        lists: { history: string[]; exclude: string[]; items: string[]; scores: number[] }[];
      };
      expect(lists.length).toBeGreaterThan(20);
      expect(lists.some(({ history }) => history.length > 6)).toBe(true);
      let turned = 0;
      for (const { history, exclude, items, scores } of lists) {
        const wanted = items.map((item, at) => ({ item, score: scores[at] ?? NaN }));
        const room = 1e-4 * Math.max(1, ...scores.map(Math.abs));
        expectSameOrder(await ask(history, exclude, items.length), wanted, room);
        // What nobody knows is passed over, wherever it stands.
        const strange = ['nobody has this', ...history, 'nor this'];
        expectSameOrder(await ask(strange, exclude, items.length), wanted, room);
        const [first] = await ask([...history].reverse(), exclude, 1);
        if (Math.abs((first?.score ?? 0) - (scores[0] ?? 0)) > room) turned += 1;
      }
      // They go by the order.
      expect(turned).toBeGreaterThan(lists.length / 2);
      expect((await ask([], [], 3)).map(({ score }) => score)).toEqual([0, 0, 0]);
      await session.release();
      const again = await write(name);
      expect(readFileSync(`${again}/model.onnx`).equals(readFileSync(`${to}/model.onnx`))).toBe(
        true,
      );
    },
  );

  it.each(Object.keys(algorithms))(
    '%s as an ES module gives users’ 20 of the application, by the history in order alone',
    async (name) => {
      const to = await write(name, 'es_module');
      const verified = execFileSync(process.execPath, ['verify.mjs'], { cwd: to });
      expect(String(verified)).toMatch(/lists agree/);
      const module = (await import(/* @vite-ignore */ pathToFileURL(`${to}/model.mjs`).href)) as {
        recommend(request: object): {
          items: { item: string; score: number }[];
          unknown: string[];
          fallback: string | null;
        };
      };
      const learnt = await ownLists(name);
      expect(learnt.size).toBeGreaterThan(100);
      for (const [user, { history, list }] of learnt) {
        const given = ['nobody has this', ...history];
        const told = module.recommend({ history: given, k: list.length });
        expect(told.unknown).toEqual(['nobody has this']);
        // A net that says the same of every item says nothing.
        const isSilent = list[0]?.score === list.at(-1)?.score;
        expect(told.fallback, user).toBe(isSilent ? 'popular' : null);
        if (isSilent) continue;
        const room = 1e-4 * Math.max(1, ...list.map(({ score }) => Math.abs(score)));
        expectSameOrder(told.items, list, room);
        const seen = module.recommend({ history, k: 50, exclude_seen: false }).items;
        expect(
          seen.map(({ item }) => item),
          user,
        ).toEqual(expect.arrayContaining(history));
      }
      expect(module.recommend({ history: [], k: 3 }).fallback).toBe('popular');
      const twice = { history: ['i 1 品', 'i 2 品', 'i 1 品'] };
      expect(() => module.recommend(twice)).toThrow(/history, 3/);
    },
  );

  it.each(Object.keys(algorithms))('%s is served by the program in its folder', async (name) => {
    const to = await write(name, 'server');
    const options = { cwd: to, encoding: 'utf8' as const, timeout: 60_000 };
    expect(execFileSync(process.execPath, ['verify.mjs'], options)).toMatch(/lists agree/);
    const again = await write(name, 'server');
    const [one, other] = [to, again].map((folder) => readFileSync(`${folder}/model.json`));
    expect(one?.equals(other ?? Buffer.of())).toBe(true);
  });
});

type OwnList = { history: string[]; list: { item: string; score: number }[] };

/** What the file has users do who had no item twice, the last event held out; and the application's list. */
async function ownLists(name: string) {
  const did = new Map<string, string[]>();
  for (const line of events().split('\n').slice(1)) {
    const [user = '', item = ''] = line.replaceAll('"', '').split(',');
    did.set(user, [...(did.get(user) ?? []), item]);
  }
  const file = await asyncBufferFromFile(`${await write(name, 'lists')}/lists.parquet`);
  const lists = new Map<string, OwnList>();
  for (const row of await parquetReadObjects({ file })) {
    const user = String(row['user']);
    const all = did.get(user) ?? [];
    if (new Set(all).size < all.length) continue;
    const own = lists.get(user) ?? { history: all.slice(0, -1), list: [] };
    own.list.push({ item: String(row['item']), score: Number(row['score']) });
    lists.set(user, own);
  }
  return lists;
}
