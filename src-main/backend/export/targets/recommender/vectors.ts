import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { DenseRows } from '#shared/engine/recommend.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { npyFile } from '#shared/model-files/npy.ts';
import { safetensorsFile } from '#shared/model-files/safetensors.ts';
import type { ExportFile, Usage } from '../target.ts';
import { textFile } from '../text-file.ts';
import { aboutRecommender } from './about.ts';
import type { RecommenderTarget } from './target.ts';

const usage: Usage = {
  language: 'python',
  code: `import json
import numpy as np

users, items = np.load("users.npy"), np.load("items.npy")
ids = json.load(open("ids.json"))
scores = users[0] @ items.T
print([ids["items"][at] for at in np.argsort(-scores, kind="stable")[:10]])`,
};

/** Whose inner product is the score; the others have vectors of another use. */
const innerProduct = new Set(['ials', 'bpr', 'twoTower', 'sasrec', 'gru4rec', 'caser']);

/** Vectors of users and items for a vector index: Parquet, npy and safetensors with the same numbers. */
export const vectors: RecommenderTarget = {
  id: 'vectors',
  people: () => true,
  usage: () => usage,
  async *write(parts) {
    const { vectors: found, ref, prepared } = parts;
    const { users, items } = found;
    if (users === null || items === null || items.columns === 0)
      throw new PortraitError('export_no_vectors', { algorithm: ref.algorithm.type });
    const sides = [
      { side: 'users', ids: prepared.userIds, rows: users },
      { side: 'items', ids: prepared.itemIds, rows: items },
    ] as const;
    for (const { side, ids, rows } of sides) {
      yield parquetVectors(`${side}.parquet`, ids, rows);
      const shape = [ids.length, rows.columns];
      yield { path: `${side}.npy`, bytes: npyFile(shape, rows.value) };
    }
    yield {
      path: 'vectors.safetensors',
      bytes: safetensorsFile(
        sides.map(({ side, ids, rows }) => ({
          ...{ name: side, shape: [ids.length, rows.columns], data: rows.value },
        })),
      ),
    };
    yield textFile(
      'ids.json',
      JSON.stringify({ users: prepared.userIds, items: prepared.itemIds }),
    );
    yield aboutRecommender(parts, {
      ...{ title: 'vectors', call: usage },
      notes: [
        innerProduct.has(ref.algorithm.type)
          ? 'The score of an item for a user is the **inner product** of their vectors (index: `IndexFlatIP`, `METRIC_INNER_PRODUCT`, `<#>`); what a user has had already is left out by the caller.'
          : 'These are the embeddings a network goes on from: likeness by cosine, **not** the score.',
        ...(ref.algorithm.type === 'bpr'
          ? ['The last number of an item is its bias, that of a user is 1.']
          : []),
        'Rows follow `ids.json`; Parquet has the id beside each vector. User ids are inside: treat the folder as personal data. Some indexes (Qdrant) take whole numbers or UUIDs only: keep the id as payload.',
      ],
    });
  },
};

function parquetVectors(
  path: string,
  ids: readonly string[],
  { columns, value }: DenseRows,
): ExportFile {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'vector', repetition_type: 'REQUIRED', converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
    ],
  });
  const rows = ids.map((_, at) => Array.from(value.subarray(at * columns, (at + 1) * columns)));
  void parquet.write({
    columnData: [
      { name: 'id', data: [...ids] },
      { name: 'vector', data: rows },
    ],
    rowGroupSize: 50_000,
  });
  void parquet.finish();
  return { path, bytes: writer.getBytes().slice() };
}
