import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ExportFile, Usage } from '../target.ts';
import { aboutRecommender } from './about.ts';
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
  { prepared, name }: RecommenderParts,
  { top, items, scores }: UserLists,
): ExportFile {
  const writer = new ByteWriter();
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' } as const;
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'root', num_children: 6 },
      { name: 'user', ...text },
      { name: 'rank', type: 'INT32', repetition_type: 'REQUIRED' },
      { name: 'item', ...text },
      { name: 'title', ...text },
      { name: 'score', type: 'FLOAT', repetition_type: 'REQUIRED' },
      { name: 'model', ...text },
    ],
  });
  const places = [...items.keys()].filter((at) => items[at]! >= 0);
  const column = <T>(nameOf: string, of: (at: number) => T) => ({
    name: nameOf,
    data: places.map(of),
  });
  void parquet.write({
    columnData: [
      column('user', (at) => prepared.userIds[Math.floor(at / top)] ?? ''),
      { name: 'rank', data: Int32Array.from(places, (at) => (at % top) + 1) },
      column('item', (at) => prepared.itemIds[items[at]!] ?? ''),
      column('title', (at) => prepared.titles[items[at]!] ?? ''),
      { name: 'score', data: Float32Array.from(places, (at) => scores[at]!) },
      column('model', () => name),
    ],
    rowGroupSize: 100_000,
  });
  void parquet.finish();
  return { path: 'lists.parquet', bytes: writer.getBytes().slice() };
}
