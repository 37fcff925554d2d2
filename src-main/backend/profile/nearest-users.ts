import type { StoredProfile } from './stored-profile.ts';

/** Users by cosine of the fused vectors, nearest first, without the user. */
export function nearestUsers(
  { standardised, scale }: StoredProfile,
  user: number,
  count: number,
): { user: number; similarity: number }[] {
  const width = scale.length;
  const users = standardised.length / width;
  const own = Float64Array.from(
    scale,
    (factor, d) => standardised[user * width + d]! * factor ** 2,
  );
  const similarities = Float32Array.from({ length: users }, (_, other) => {
    let [dot, size] = [0, 0];
    for (let d = 0; d < width; d++) {
      const value = standardised[other * width + d]!;
      dot += own[d]! * value;
      size += (value * scale[d]!) ** 2;
    }
    return size === 0 ? 0 : dot / Math.sqrt(size);
  });
  const length = similarities[user]! || 1;
  const order = Int32Array.from({ length: users }, (_, other) => other).filter(
    (other) => other !== user,
  );
  order.sort((a, b) => similarities[b]! - similarities[a]! || a - b);
  return Array.from(order.subarray(0, count), (other) => ({
    user: other,
    similarity: similarities[other]! / length,
  }));
}
