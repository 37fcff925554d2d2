import { largest } from '#shared/statistics/extremes.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { dense, relu, type Rows } from '#shared/recommenders/fold-in/rows.ts';
import { neumfShape } from '#shared/recommenders/neumf-shape.ts';
import { weightsByName } from '#shared/recommenders/sequence-shapes.ts';
import { hadOf } from '../../recommend/index.ts';
import { neumfParts, type RecommenderParts } from '../targets/recommender/index.ts';
import { goldenUsers } from './golden-users.ts';

type Neumf = ReturnType<typeof neumfParts>;

/** Of the largest score of a list, what calculating in 32 bits explains. */
const tolerated = 1e-4;

/**
 * Scores all items for some users by what the file of a NeuMF holds, and compares with the application's lists: the scores of
 * what is listed, and that nothing better was left out. The number of lists. Throws export_unproven where they differ.
 */
export async function proveNeumf(
  parts: RecommenderParts,
  algorithm: Neumf['algorithm'],
): Promise<number> {
  const model = neumfParts(parts, algorithm);
  const { prepared } = parts;
  const { pointer, index } = prepared.learn.interactions;
  const { top, items, scores } = await parts.lists();
  const users = goldenUsers(prepared.learn.users);
  for (const user of users) {
    const own = neumfScores(model, user);
    const listed = [...items.subarray(user * top, (user + 1) * top)].filter((item) => item >= 0);
    const told = scores.subarray(user * top, user * top + listed.length);
    const room = tolerated * largest(told.map(Math.abs), 1);
    listed.forEach((item, at) => {
      if (!(Math.abs(own[item]! - told[at]!) <= room))
        throw unproven(`${prepared.itemIds[item]}: ${own[item]} ≠ ${told[at]}`);
    });
    if (listed.length < top) continue;
    const had = new Set([
      ...index.subarray(pointer[user], pointer[user + 1]),
      ...hadOf(prepared, user),
    ]);
    const least = told.at(-1)! + room;
    const better = own.findIndex(
      (score, item) => score > least && !had.has(item) && !listed.includes(item),
    );
    if (better >= 0) throw unproven(`${prepared.itemIds[better]} is not listed`);
  }
  return users.length;
}

/** Logits of all items for a user: product of embeddings and dense layers (He et al. 2017, arXiv 1708.05031). */
function neumfScores({ algorithm, users, items, ...model }: Neumf, user: number): Float32Array {
  const shape = neumfShape(algorithm);
  const found = weightsByName(shape.dense, model.dense);
  const weight = (name: string): Float32Array => found(name).data;
  const { gmf, mlp, width, hidden } = shape;
  const part = ({ value }: Rows, from: number, columns: number): Rows => {
    const rows = value.length / width;
    const out = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++)
      out.set(value.subarray(row * width + from, row * width + from + columns), row * columns);
    return { rows, columns, value: out };
  };
  const all = { rows: model.itemIds.length, columns: width, value: items.value };
  const own = {
    rows: 1,
    columns: width,
    value: users.value.subarray(user * width, (user + 1) * width),
  };
  const scores = new Float32Array(all.rows).fill(weight('output bias')[0]!);
  if (gmf > 0) {
    const output = weight('gmf output');
    const weighed = part(own, 0, gmf).value.map((value, a) => value * output[a]!);
    const products = dense(part(all, 0, gmf), weighed).value;
    products.forEach((product, item) => (scores[item]! += product));
  }
  if (mlp > 0) {
    const first = dense(part(own, gmf, mlp), weight('user kernel'), weight('bias 0')).value;
    let x = relu(dense(part(all, gmf, mlp), weight('item kernel'), first));
    for (let layer = 1; layer < hidden.length; layer++)
      x = relu(dense(x, weight(`kernel ${layer}`), weight(`bias ${layer}`)));
    dense(x, weight('mlp output')).value.forEach((value, item) => (scores[item]! += value));
  }
  return scores;
}

function unproven(detail: string): PortraitError {
  return new PortraitError('export_unproven', { detail });
}
