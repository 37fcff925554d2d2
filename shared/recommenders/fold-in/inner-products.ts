/** Scores <u, v_i> of all items for one user vector: `items` [n, u.length]. */
export function innerProducts(user: Float32Array, items: Float32Array): Float32Array {
  const width = user.length;
  const scores = new Float32Array(width === 0 ? 0 : items.length / width);
  for (let item = 0; item < scores.length; item++) {
    let sum = 0;
    const base = item * width;
    for (let a = 0; a < width; a++) sum += user[a]! * items[base + a]!;
    scores[item] = sum;
  }
  return scores;
}
