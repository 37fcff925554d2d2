import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import type { Fitted } from '../recommender.ts';
import { row } from './sparse.ts';
import { topK } from '#shared/recommenders/fold-in/top-k.ts';
import { transpose } from '#shared/recommenders/fold-in/transpose.ts';

/** Users nearest by the cosine of the model's vectors where it has them, else of their histories. */
export function similarUsers(
  data: RecommendData,
  model: Fitted,
  user: UserInput,
  top: number,
): { users: Int32Array; similarities: Float32Array } {
  const vectors = model.vectors().users;
  const scores =
    vectors && user.user !== null
      ? byVectors(vectors.value, vectors.columns, user.user)
      : byHistory(data, user);
  const self = user.user ?? user.before;
  if (self !== undefined) scores[self] = -Infinity;
  const users = topK(scores, top);
  return { users, similarities: Float32Array.from(users, (other) => scores[other]!) };
}

function byVectors(values: Float32Array, width: number, user: number): Float32Array {
  const own = values.subarray(user * width, (user + 1) * width);
  const size = norm(own);
  return Float32Array.from({ length: values.length / width }, (_, other) => {
    const theirs = values.subarray(other * width, (other + 1) * width);
    let dot = 0;
    for (let a = 0; a < width; a++) dot += own[a]! * theirs[a]!;
    return dot / (size * norm(theirs) || 1);
  });
}

function byHistory(data: RecommendData, user: UserInput): Float32Array {
  const items = transpose(data.interactions, data.items);
  const scores = new Float32Array(data.users);
  user.items.forEach((item, at) => {
    const owners = row(items, item);
    owners.index.forEach((owner, place) => {
      scores[owner]! += user.weights[at]! * owners.value[place]!;
    });
  });
  const size = norm(user.weights);
  return scores.map((dot, other) =>
    dot === 0 ? -Infinity : dot / (size * norm(row(data.interactions, other).value) || 1),
  );
}

function norm(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
}
