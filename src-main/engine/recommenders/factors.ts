import * as tf from '@tensorflow/tfjs-core';

/** Scores <u, v_i> of all items for some user vectors: [users, items], one matrix product. */
export async function scoreByVectors(
  users: readonly Float32Array[],
  itemVectors: Float32Array,
  items: number,
  factors: number,
): Promise<Float32Array> {
  if (users.length === 1) return scoreOne(users[0]!, itemVectors, items, factors);
  const stacked = new Float32Array(users.length * factors);
  users.forEach((vector, u) => stacked.set(vector, u * factors));
  const scores = tf.tidy(() =>
    tf.matMul(
      tf.tensor2d(stacked, [users.length, factors]),
      tf.tensor2d(itemVectors, [items, factors]),
      false,
      true,
    ),
  );
  const values = await scores.data<'float32'>();
  scores.dispose();
  return values;
}

/** For one user the product is smaller than the upload of the item vectors. */
function scoreOne(
  user: Float32Array,
  itemVectors: Float32Array,
  items: number,
  factors: number,
): Float32Array {
  const scores = new Float32Array(items);
  for (let item = 0; item < items; item++) {
    let sum = 0;
    const base = item * factors;
    for (let a = 0; a < factors; a++) sum += user[a]! * itemVectors[base + a]!;
    scores[item] = sum;
  }
  return scores;
}
