import { descriptorOf } from '#shared/recommenders/index.ts';
import type { ExportFile, Usage } from '../target.ts';
import { aboutRecommender } from './about.ts';
import { parquetFile } from './parquet-file.ts';
import type { RecommenderParts, RecommenderTarget, UserLists } from './target.ts';

const usage: Usage = {
  language: 'python',
  code: `import pandas as pd

lists = pd.read_parquet("lists.parquet")  # user, rank, item, title, score
print(lists[lists.user == lists.user[0]])`,
};

/** The best items of every user it learnt from: for recommenders of every kind, to be looked up. */
export const lists: RecommenderTarget = {
  id: 'lists',
  people: () => true,
  usage: () => usage,
  async *write(parts) {
    const made = await parts.lists();
    yield listsFile(parts, made);
    yield aboutRecommender(parts, {
      ...{ title: 'lists', call: usage },
      notes: [
        `The ${made.top} best items of each user, without what the user had, best first. User ids are inside: treat the folder as personal data.`,
      ],
    });
  },
};

function listsFile(
  { prepared, name, ref }: RecommenderParts,
  { top, items, scores }: UserLists,
): ExportFile {
  const { type } = ref.algorithm;
  const isSilent = type !== 'hybrid' && descriptorOf(type).silentAtZero === true;
  // A score of 0 is no reason to recommend; such items only fill the list up.
  const places = [...items.keys()].filter(
    (at) => items[at]! >= 0 && !(isSilent && scores[at]! <= 0),
  );
  const text = (column: string, of: (at: number) => string) => ({
    ...{ name: column, type: 'TEXT' as const, data: places.map(of) },
  });
  return parquetFile('lists.parquet', [
    text('user', (at) => prepared.userIds[Math.floor(at / top)] ?? ''),
    { name: 'rank', type: 'INT32', data: Int32Array.from(places, (at) => (at % top) + 1) },
    text('item', (at) => prepared.itemIds[items[at]!] ?? ''),
    text('title', (at) => prepared.titles[items[at]!] ?? ''),
    { name: 'score', type: 'FLOAT', data: Float32Array.from(places, (at) => scores[at]!) },
    text('model', () => name),
  ]);
}
