import type { Segment } from '#shared/model/cells/profile.ts';
import type { Prepared } from '../../recommend/index.ts';

const shown = 5;
/** An item must be had by so many of a segment to be told of. */
const fewestUsers = 3;

/**
 * The items that set each segment apart: by the G statistic (log-likelihood ratio, Dunning 1993) of having the item within the
 * segment against the others, of those that more of the segment have.
 */
export function topItems(
  { learn, titles }: Prepared,
  of: Int32Array,
  segments: number,
): Segment['top'][] {
  const { pointer, index } = learn.interactions;
  const all = new Float64Array(learn.items);
  const own = Array.from({ length: segments }, () => new Float64Array(learn.items));
  const sizes = new Float64Array(segments);
  of.forEach((segment, user) => {
    sizes[segment]! += 1;
    for (let at = pointer[user]!; at < pointer[user + 1]!; at++) {
      all[index[at]!]! += 1;
      own[segment]![index[at]!]! += 1;
    }
  });
  const users = of.length;
  return own.map((counts, segment) => {
    const size = sizes[segment]!;
    const scored = Array.from(counts, (count, item) => {
      const lift = count / size / (all[item]! / users);
      return { item, count, lift, score: gStatistic(count, size, all[item]!, users) };
    });
    return scored
      .filter(({ count, lift }) => count >= fewestUsers && lift > 1)
      .sort((a, b) => b.score - a.score)
      .slice(0, shown)
      .map(({ item, count, lift }) => ({ title: titles[item] ?? '', share: count / size, lift }));
  });
}

/** 2 sum observed ln(observed / expected) over the four fields of having an item and being of the segment. */
export function gStatistic(both: number, size: number, had: number, users: number): number {
  const term = (seen: number, row: number, column: number): number =>
    seen > 0 ? seen * Math.log((seen * users) / (row * column)) : 0;
  return (
    2 *
    (term(both, size, had) +
      term(size - both, size, users - had) +
      term(had - both, users - size, had) +
      term(users - size - had + both, users - size, users - had))
  );
}
