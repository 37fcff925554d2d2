import type { Segment } from '#shared/model/cells/profile.ts';
import type { Clusters } from './clusters.ts';
import type { Fused } from '../fuse.ts';

const marksKept = 8;

/** What sets each segment apart: its means of the standardised dimensions, strongest first. */
export function describeSegments(
  fused: Fused,
  { centres, of }: Clusters,
): Pick<Segment, 'users' | 'marks'>[] {
  const width = fused.labels.length;
  const sums = centres.map(() => new Float64Array(width));
  const squares = centres.map(() => new Float64Array(width));
  const sizes = new Int32Array(centres.length);
  of.forEach((segment, user) => {
    sizes[segment]! += 1;
    for (let d = 0; d < width; d++) {
      const value = fused.standardised[user * width + d]!;
      sums[segment]![d]! += value;
      squares[segment]![d]! += value * value;
    }
  });
  const over = (lists: readonly Float64Array[], d: number): number =>
    lists.reduce((sum, list) => sum + list[d]!, 0);
  return sums.map((sum, segment) => ({
    users: sizes[segment]!,
    marks: Array.from(sum, (total, dimension) => ({
      dimension,
      difference: total / sizes[segment]!,
      effect: cohensD(
        { count: sizes[segment]!, sum: total, squares: squares[segment]![dimension]! },
        {
          count: of.length - sizes[segment]!,
          sum: over(sums, dimension) - total,
          squares: over(squares, dimension) - squares[segment]![dimension]!,
        },
      ),
    }))
      .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
      .slice(0, marksKept),
  }));
}

type Group = { count: number; sum: number; squares: number };

/** Cohen's d with the pooled deviation (Cohen 1988, 2.5); null where a group is empty or nothing deviates. */
export function cohensD(a: Group, b: Group): number | null {
  if (a.count === 0 || b.count === 0 || a.count + b.count < 3) return null;
  const apart = (group: Group): number =>
    Math.max(0, group.squares - (group.sum * group.sum) / group.count);
  const pooled = Math.sqrt((apart(a) + apart(b)) / (a.count + b.count - 2));
  return pooled > 1e-6 ? (a.sum / a.count - b.sum / b.count) / pooled : null;
}
