import * as tf from '@tensorflow/tfjs-core';
import { innerProducts } from '#shared/recommenders/fold-in/inner-products.ts';

/** Scores <u, v_i> of all items for some user vectors: [users, items], one matrix product. */
export async function scoreByVectors(
  users: readonly Float32Array[],
  itemVectors: Float32Array,
  items: number,
  factors: number,
): Promise<Float32Array> {
  // For one user the product is smaller than the upload of the item vectors.
  if (users.length === 1) return innerProducts(users[0]!, itemVectors);
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
