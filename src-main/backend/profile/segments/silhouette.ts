import type { Clusters } from './clusters.ts';
import { sampleRows } from '../sample.ts';

const sampled = 1000;

/** Mean silhouette (Rousseeuw 1987) over a sample of users; 0 where there is one segment only. */
export function silhouette(
  vectors: Float32Array,
  users: number,
  { of, centres }: Clusters,
  seed: number,
): number {
  if (centres.length < 2) return 0;
  const width = vectors.length / users;
  const rows = sampleRows(users, sampled, seed);
  let total = 0;
  for (const user of rows) {
    const sums = new Float64Array(centres.length);
    const counts = new Int32Array(centres.length);
    for (const other of rows) {
      if (other === user) continue;
      let distance = 0;
      for (let d = 0; d < width; d++)
        distance += (vectors[user * width + d]! - vectors[other * width + d]!) ** 2;
      sums[of[other]!]! += Math.sqrt(distance);
      counts[of[other]!]! += 1;
    }
    const own = of[user]!;
    if (counts[own] === 0) continue;
    const inside = sums[own]! / counts[own]!;
    let outside = Infinity;
    sums.forEach((sum, c) => {
      if (c !== own && counts[c]! > 0) outside = Math.min(outside, sum / counts[c]!);
    });
    if (Number.isFinite(outside)) total += (outside - inside) / (Math.max(outside, inside) || 1);
  }
  return total / rows.length;
}
