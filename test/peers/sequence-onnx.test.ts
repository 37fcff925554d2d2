import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { sequenceScores } from '#shared/recommenders/fold-in/sequence/index.ts';
import { sequenceShape, type SequenceAlgorithm } from '#shared/recommenders/sequence-shapes.ts';
import { sequenceOnnx } from '../../src-main/backend/export/targets/recommender/sequence-graph.ts';
import { expectSameOrder } from '../support/export/same-order.ts';
import { temporaryFolder } from '../support/folder.ts';
import { pythonWith, runPython } from '../support/peers/python.ts';

const python = pythonWith('onnx', ['onnxruntime', 'onnx', 'numpy'], 'onnxruntime, onnx, numpy');
const folder = temporaryFolder();
afterAll(() => folder.remove());

const order = { maxLength: 7, epochs: 1, batchSize: 1, learningRate: 1, dropout: 0, negatives: 1 };
const loss = { loss: 'softmax' as const };
const algorithms: SequenceAlgorithm[] = [
  { type: 'sasrec', factors: 9, heads: 4, blocks: 3, ...order, ...loss },
  { type: 'gru4rec', factors: 6, layers: 3, ...order, ...loss },
  { type: 'caser', factors: 5, window: 4, horizontal: 3, vertical: 2, ...order, ...loss },
];
const itemIds = Array.from({ length: 40 }, (_, at) => `item ${at} 品`);

const script = `import json, numpy as np, onnx, onnxruntime
onnx.checker.check_model(onnx.load("model.onnx"), full_check=True)
session = onnxruntime.InferenceSession("model.onnx")
told = []
for history in json.load(open("histories.json")):
    scores, items = session.run(["scores", "items"], {
        "history": np.array(history, dtype=object), "exclude": np.array([], dtype=object),
        "k": np.array([20], dtype=np.int64)})
    told.append([{"item": item, "score": float(score)} for item, score in zip(items, scores)])
json.dump(told, open("told.json", "w"))
`;

describe('A recommender of sequences as ONNX, in Python', () => {
  it.for(algorithms)(
    'gives the 20 items that the ES module gives, histories of every length ($type)',
    (algorithm, context) => {
      if (typeof python === 'string') return context.skip(python);
      const random = createRandom(5);
      const { dense } = sequenceShape(algorithm, itemIds.length);
      const size = dense.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
      const weights = Float32Array.from({ length: size }, () => random.next() - 0.5);
      const model = { name: 'x', algorithm, itemIds, weights };
      writeFileSync(folder.file('model.onnx'), sequenceOnnx(model));
      const histories = Array.from({ length: 200 }, (_, at) => {
        const places = [...itemIds.keys()].sort(() => random.next() - 0.5);
        return places.slice(0, 1 + (at % 12));
      });
      const named = histories.map((history) => history.map((place) => itemIds[place]));
      writeFileSync(folder.file('histories.json'), JSON.stringify(named));
      runPython(python, ['-c', script], folder.path);
      const told = JSON.parse(readFileSync(folder.file('told.json'), 'utf8')) as {
        item: string;
        score: number;
      }[][];
      const scoresOf = sequenceScores(algorithm, weights, itemIds.length);
      histories.forEach((history, at) => {
        const scores = scoresOf(Int32Array.from(history));
        const own = itemIds
          .map((item, place) => ({ item, score: scores[place] ?? NaN, place }))
          .filter(({ place }) => !history.includes(place))
          .sort((a, b) => b.score - a.score || a.place - b.place)
          .slice(0, 20);
        const room = 1e-5 * Math.max(1, Math.abs(own[0]?.score ?? 1));
        expectSameOrder(told[at] ?? [], own, room);
        expect(told[at]).toHaveLength(20);
      });
    },
  );
});
