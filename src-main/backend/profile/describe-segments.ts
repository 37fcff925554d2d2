import type { Segment } from '#shared/model/cells/profile.ts';
import type { Clusters } from './clusters.ts';
import type { Fused } from './fuse.ts';

const marksKept = 8;

/** What sets each segment apart: its means of the standardised dimensions, strongest first. */
export function describeSegments(fused: Fused, { centres, of }: Clusters): Segment[] {
  const width = fused.labels.length;
  const sums = centres.map(() => new Float64Array(width));
  const sizes = new Int32Array(centres.length);
  of.forEach((segment, user) => {
    sizes[segment]! += 1;
    for (let d = 0; d < width; d++) sums[segment]![d]! += fused.standardised[user * width + d]!;
  });
  return sums.map((sum, segment) => ({
    users: sizes[segment]!,
    marks: Array.from(sum, (total, dimension) => ({
      dimension,
      difference: total / sizes[segment]!,
    }))
      .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
      .slice(0, marksKept),
  }));
}
