import { isSequence } from '#shared/recommenders/sequence-shapes.ts';
import type { Usage } from '../target.ts';
import { textFile } from '../text-file.ts';
import { aboutRecommender, goldenLists } from './about.ts';
import { neumfFiles, neumfUsage } from './neumf-file.ts';
import { recommenderOnnx } from './onnx-graph.ts';
import { sequenceFiles, sequenceUsage } from './sequence-file.ts';
import type { RecommenderTarget } from './target.ts';

const usage: Usage = {
  language: 'python',
  code: `import numpy as np, onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
history = ["ITEM"]
scores, items = session.run(["scores", "items"], {
    "history": np.array(history, dtype=object),
    "weights": np.ones(len(history), dtype=np.float32),
    "k": np.array([10], dtype=np.int64),
})
print(list(zip(items, scores)))`,
};

const verify = `import json
import numpy as np
import onnxruntime

# Recommends for every golden history of known items and compares: scores within 1e-5 of the largest.
session = onnxruntime.InferenceSession("model.onnx")
lists = [one for one in json.load(open("golden.json"))["lists"] if not one["fallback"] and one["items"]]
for one in lists:
    entries = one["history"]
    scores, items = session.run(["scores", "items"], {
        "history": np.array([entry["item"] for entry in entries], dtype=object),
        "weights": np.array([entry["weight"] for entry in entries], dtype=np.float32),
        "k": np.array([len(one["items"])], dtype=np.int64),
    })
    room = 1e-5 * max(1e-6, abs(one["scores"][0]))
    apart = np.abs(scores - np.array(one["scores"]))
    assert (apart <= room).all(), (one["why"], apart.max())
    for at, (found, wanted) in enumerate(zip(items, one["items"])):
        near = min(abs(one["scores"][at] - score) for score in one["scores"][max(0, at - 1):at] + one["scores"][at + 1:at + 2] or [np.inf])
        assert found == wanted or near <= room, (one["why"], at, found, wanted)
print(f"{len(lists)} lists agree")
`;

/**
 * One ONNX file from a history of ids to a list of ids, for EASE, item neighbours and two towers, and for what goes by their order;
 * for NeuMF with its users inside. */
export const onnx: RecommenderTarget = {
  id: 'onnx',
  people: ({ ref }) => ref.algorithm.type === 'neumf',
  usage: ({ ref: { algorithm } }) =>
    algorithm.type === 'neumf' ? neumfUsage : isSequence(algorithm) ? sequenceUsage : usage,
  async *write(parts) {
    const { algorithm } = parts.ref;
    if (algorithm.type === 'neumf') {
      yield* neumfFiles(parts, algorithm);
      return;
    }
    if (isSequence(algorithm)) {
      yield* sequenceFiles(parts, algorithm);
      return;
    }
    const model = await parts.model();
    yield { path: 'model.onnx', bytes: recommenderOnnx(model) };
    yield aboutRecommender(parts, {
      title: 'ONNX',
      call: usage,
      verify: 'pip install onnxruntime numpy && python verify.py',
      notes: [
        'For ONNX Runtime 1.17 or later. `history` [N] are ids, each once, `weights` [N] what each counts (1 where nothing else is said), `k` [1] how many to tell. Items that are not known count for nothing; those of the history are left out.',
        ...(model.silentAtZero
          ? [
              'Items with a score of 0 are filled in where there is no reason for more: leave them out.',
            ]
          : []),
      ],
    });
    yield goldenLists(model);
    yield textFile('verify.py', verify);
  },
};
