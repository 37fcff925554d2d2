import type { SequenceAlgorithm } from '#shared/recommenders/sequence-shapes.ts';
import { orderedHistories } from '#shared/recommenders/ordered-histories.ts';
import { tensorFrom } from '#shared/recommenders/state.ts';
import { hadOf } from '../../../recommend/index.ts';
import type { ExportFile, Usage } from '../target.ts';
import { textFile } from '../text-file.ts';
import { aboutRecommender } from './about.ts';
import { goldenLists } from './golden-lists.ts';
import { sequenceOnnx } from './sequence-graph.ts';
import type { RecommenderParts } from './target.ts';

export const sequenceUsage: Usage = {
  language: 'python',
  code: `import numpy as np, onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
scores, items = session.run(["scores", "items"], {
    "history": np.array(["ITEM"], dtype=object),  # what someone had, oldest first
    "exclude": np.array([], dtype=object),  # what is not to be told besides
    "k": np.array([10], dtype=np.int64),
})
print(list(zip(items, scores)))`,
};

const verify = `import json
import numpy as np
import onnxruntime

# The lists of some users, as the application made them: the same items, scores within 1e-4 of the largest.
session = onnxruntime.InferenceSession("model.onnx")
lists = json.load(open("golden.json"))["lists"]
for one in lists:
    scores, items = session.run(["scores", "items"], {
        "history": np.array(one["history"], dtype=object),
        "exclude": np.array(one["exclude"], dtype=object),
        "k": np.array([len(one["items"])], dtype=np.int64),
    })
    room = 1e-4 * max(1, max(abs(score) for score in one["scores"]))
    apart = np.abs(scores - np.array(one["scores"]))
    assert (apart <= room).all(), (one["history"], apart.max())
    for found, wanted, score in zip(items, one["items"], scores):
        near = abs(one["scores"][one["items"].index(found)] - score) if found in one["items"] else 0
        assert found == wanted or near <= room, (one["history"], found, wanted)
print(f"{len(lists)} lists agree")
`;

/** SASRec, GRU4Rec and Caser, which go by the order of a history: no user is inside. */
export async function* sequenceFiles(
  parts: RecommenderParts,
  algorithm: SequenceAlgorithm,
): AsyncIterable<ExportFile> {
  const { name, prepared, state } = parts;
  const { data: weights } = tensorFrom(state(), 'weights');
  const { itemIds } = prepared;
  yield { path: 'model.onnx', bytes: sequenceOnnx({ name, algorithm, itemIds, weights }) };
  yield aboutRecommender(parts, {
    ...{ title: 'ONNX', call: sequenceUsage },
    verify: 'pip install onnxruntime numpy && python verify.py',
    notes: [
      `For ONNX Runtime 1.17 or later. \`history\` [N] are ids in the order they were had, oldest first, each once at its latest time; the latest ${algorithm.maxLength} count. \`exclude\` [M] are ids not to be told besides (may be empty), \`k\` [1] how many to tell. Items that are not known are passed over. Scores are logits; who has nothing gets 0 everywhere: show what is popular instead.`,
      'No user is inside; `golden.json` holds histories of the log without ids.',
    ],
  });
  yield await goldenLists(parts, givenBy(parts));
  yield textFile('verify.py', verify);
}

/** For each user, the history in its order and what is not to be told besides; null for one without a history. */
function givenBy({ prepared }: RecommenderParts): (user: number) => object | null {
  const historyOf = orderedHistories(prepared.learn);
  const named = (places: Iterable<number>) => Array.from(places, (at) => prepared.itemIds[at]);
  return (user) => {
    const history = historyOf(user);
    if (history.length === 0) return null;
    return { history: named(history), exclude: named(hadOf(prepared, user)) };
  };
}
