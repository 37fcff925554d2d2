import type { Algorithm } from '#shared/recommenders/index.ts';
import { tensorFrom } from '#shared/recommenders/state.ts';
import { hadOf } from '../../../recommend/index.ts';
import type { ExportFile, Usage } from '../target.ts';
import { textFile } from '../text-file.ts';
import { aboutRecommender } from './about.ts';
import { goldenLists } from './golden-lists.ts';
import { neumfOnnx, type NeumfParts } from './neumf-graph.ts';
import type { RecommenderParts } from './target.ts';

export const neumfUsage: Usage = {
  language: 'python',
  code: `import numpy as np, onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
scores, items = session.run(["scores", "items"], {
    "user": np.array(["USER"], dtype=object),
    "history": np.array(["ITEM"], dtype=object),  # what is not to be told again
    "k": np.array([10], dtype=np.int64),
})
print(list(zip(items, scores)))`,
};

const verify = `import json
import numpy as np
import onnxruntime

# The lists of some users, as the application made them: the same items, scores within 1e-5.
session = onnxruntime.InferenceSession("model.onnx")
lists = json.load(open("golden.json"))["lists"]
for one in lists:
    scores, items = session.run(["scores", "items"], {
        "user": np.array([one["user"]], dtype=object),
        "history": np.array(one["history"], dtype=object),
        "k": np.array([len(one["items"])], dtype=np.int64),
    })
    room = 1e-5 * max(1, abs(one["scores"][0]))
    apart = np.abs(scores - np.array(one["scores"]))
    assert (apart <= room).all(), (one["user"], apart.max())
    for found, wanted, score in zip(items, one["items"], scores):
        near = abs(one["scores"][one["items"].index(found)] - score) if found in one["items"] else 0
        assert found == wanted or near <= room, (one["user"], found, wanted)
print(f"{len(lists)} lists agree")
`;

/** NeuMF, which knows its users: they are inside, and someone new goes by the mean of them. */
export async function* neumfFiles(
  parts: RecommenderParts,
  algorithm: Extract<Algorithm, { type: 'neumf' }>,
): AsyncIterable<ExportFile> {
  yield { path: 'model.onnx', bytes: neumfOnnx(neumfParts(parts, algorithm)) };
  yield aboutRecommender(parts, {
    ...{
      title: 'ONNX',
      call: neumfUsage,
      verify: 'pip install onnxruntime numpy && python verify.py',
    },
    notes: [
      'For ONNX Runtime 1.17 or later. `user` [1] is an id, `history` [N] ids of what is not to be told again (may be empty), `k` [1] how many to tell. Scores are logits: 1 / (1 + exp(-score)) is a probability among drawn negatives.',
      'Someone it did not learn from goes by the mean of all users: a new history is not folded in. User ids and their embeddings are inside: treat the file as personal data.',
    ],
  });
  yield await goldenLists(parts, (user) => givenTo(parts, user));
  yield textFile('verify.py', verify);
}

/** What the file is made of. Throws RangeError where the recommender kept no weights. */
export function neumfParts(
  parts: Pick<RecommenderParts, 'name' | 'prepared' | 'vectors' | 'state'>,
  algorithm: NeumfParts['algorithm'],
): NeumfParts {
  const { name, prepared, vectors, state } = parts;
  const { users, items } = vectors;
  const { data: dense } = tensorFrom(state(), 'dense');
  if (users === null || items === null) throw new RangeError('the recommender kept no weights');
  const { userIds, itemIds } = prepared;
  const usual = meanRow(prepared, users.value, users.columns);
  return { name, algorithm, userIds, itemIds, users, items, dense, usual };
}

/** Of those with a history, as the application takes it for someone new without any. */
function meanRow(
  { learn }: RecommenderParts['prepared'],
  rows: Float32Array,
  width: number,
): Float32Array {
  const { pointer } = learn.interactions;
  const sums = new Float64Array(width);
  let count = 0;
  for (let user = 0; user < learn.users; user++) {
    if (pointer[user] === pointer[user + 1]) continue;
    count += 1;
    for (let a = 0; a < width; a++) sums[a]! += rows[user * width + a]!;
  }
  return Float32Array.from(sums, (sum) => sum / Math.max(1, count));
}

/** User and items not to be told again. */
function givenTo({ prepared }: RecommenderParts, user: number): object {
  const { pointer, index } = prepared.learn.interactions;
  const had = [...index.subarray(pointer[user], pointer[user + 1]), ...hadOf(prepared, user)];
  return {
    user: prepared.userIds[user],
    history: [...new Set(had)].map((at) => prepared.itemIds[at]),
  };
}
