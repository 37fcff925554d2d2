import { agreement, levels, missingLevel } from '#shared/linkage/agreement.ts';
import { createRandom } from '#shared/random/index.ts';
import type { LinkedRecords } from './linked-records.ts';

const draws = 60_000;
const drawsPerPace = 64;

/** Pairs of two records, of different sources only where `single`. */
export function pairCount(counts: readonly number[], single: boolean): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const within = counts.reduce((sum, count) => sum + count * count, 0);
  return single ? (all * all - within) / 2 : (all * Math.max(0, all - 1)) / 2;
}

/**
 * How often each level of each field occurs in pairs drawn at random, both values present: equal values counted over
 * all pairs, the other levels drawn with the seed.
 */
export async function chanceLevels(
  { fields, values, sources }: LinkedRecords,
  { single, seed, pace }: { single: boolean; seed: number; pace: () => Promise<void> },
): Promise<number[][]> {
  const random = createRandom(seed);
  const count = sources.length;
  const drawn = fields.map(() => Array<number>(levels).fill(0.5));
  for (let draw = 0; draw < draws; draw += 1) {
    if (draw % drawsPerPace === 0) await pace();
    const [a, b] = [random.below(count), random.below(count)];
    if (a === b || (single && sources[a] === sources[b])) continue;
    for (const [field, { role }] of fields.entries()) {
      const level = agreement(role, values[field]![a]!, values[field]![b]!);
      if (level !== missingLevel) drawn[field]![level]! += 1;
    }
  }
  const shares: number[][] = [];
  for (const [field, tally] of drawn.entries()) {
    const equal = await equalShare(values[field]!, sources, single, pace);
    const others = tally.slice(1).reduce((a, b) => a + b, 0);
    shares.push(tally.map((one, level) => (level === 0 ? equal : ((1 - equal) * one) / others)));
  }
  return shares;
}

/** Share of the pairs with both values whose values are equal. */
async function equalShare(
  values: readonly string[],
  sources: Uint16Array,
  single: boolean,
  pace: () => Promise<void>,
): Promise<number> {
  const width = sources.reduce((most, source) => Math.max(most, source), 0) + 1;
  const all = Array<number>(width).fill(0);
  const counts = new Map<string, number[]>();
  for (const [record, value] of values.entries()) {
    if (record % 1000 === 0) await pace();
    if (value === '') continue;
    const own = counts.get(value) ?? Array<number>(width).fill(0);
    own[sources[record]!]! += 1;
    all[sources[record]!]! += 1;
    counts.set(value, own);
  }
  let equal = 0;
  for (const own of counts.values()) equal += pairCount(own, single);
  const pairs = pairCount(all, single);
  return pairs === 0 ? 0 : equal / pairs;
}
