import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare } from '#shared/model/cells/compare.ts';
import { data } from '#shared/model/cells/data.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { plantedBest, type Planted } from '../../support/planted.ts';
import { temporaryBackend } from '../../support/run-notebook.ts';

const sample = fileURLToPath(
  new URL('../../../samples/recommend-sample-shop.json', import.meta.url),
);

/** What the planted tastes of the sample shop allow, and how near each recommender of its notebook comes. */
export type PlantedTastes = Planted & {
  recommenders: { name: string; ndcg: number; ofBest: number }[];
  /** Test users of the comparison, to see that both mean the same ones. */
  compared: number;
};

type Further = { id: string; name: string; type: string };

/** Recommenders that the notebook leaves out, as their cells are when new. */
export const leftOut: readonly Further[] = [
  { id: 'user-knn', name: 'UserKNN', type: 'userKnn' },
  { id: 'bpr', name: 'BPR', type: 'bpr' },
  { id: 'neumf', name: 'NeuMF', type: 'neumf' },
  { id: 'two-tower', name: 'Two-tower', type: 'twoTower' },
];

/** Runs the sample notebook up to its comparison, with `further` recommenders; NDCG@10 of each recommender beside the best there can be. */
export async function plantedTastes(further: readonly Further[] = []): Promise<PlantedTastes> {
  // Read as any reader of the file would; the import checks it.
  const notebook = JSON.parse(readFileSync(sample, 'utf8')) as Notebook;
  const named = new Map(notebook.cells.map((cell) => [cell.id, cell]));
  const { source } = data.settings.parse(named.get('events')?.settings);
  if (source.type !== 'sample') throw new Error('the events are not the sample shop’s');
  const best = await plantedBest(source, named.get('interactions')!.settings);
  const backend = await temporaryBackend();
  try {
    const end = notebook.cells.findIndex(({ kind }) => kind === 'compare');
    const like = named.get('ials')!;
    const added = further.map(({ id, name, type }) => ({
      ...{ ...like, id, name },
      settings: { algorithm: { type } },
    }));
    for (const cell of added) named.set(cell.id, cell);
    const last = named.get('compare')!;
    const inputs = [...(last.inputs['recommenders'] ?? []), ...added.map(({ id }) => id)];
    const { results } = await backend.run({
      ...notebook,
      cells: [
        ...notebook.cells.slice(0, end),
        ...added,
        { ...last, inputs: { ...last.inputs, recommenders: inputs } },
      ],
    });
    const { recommenders, protocol } = compare.output.parse(results.get('compare')?.output);
    return {
      ...best,
      compared: protocol.testUsers,
      recommenders: recommenders.map(({ atK }, at) => {
        const ndcg = atK.find(({ k }) => k === 10)!.metrics.ndcg.value!;
        return { name: named.get(inputs[at]!)!.name, ndcg, ofBest: ndcg / best.ndcg };
      }),
    };
  } finally {
    await backend.close();
  }
}

/** As lines of a report. */
export function plantedLines({ ndcg, testUsers, recommenders }: PlantedTastes): string[] {
  const row = (name: string, value: number): string =>
    `${name.padEnd(18)} ${value.toFixed(4)}  ${(100 * (value / ndcg)).toFixed(0).padStart(3)}% of the best`;
  return [
    `Sample shop, planted tastes: NDCG@10 of ${testUsers} test users, time cut, full ranking`,
    row('best achievable', ndcg),
    ...recommenders.map((one) => row(one.name, one.ndcg)),
  ];
}
