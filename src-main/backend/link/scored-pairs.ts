import { agreement, missingLevel } from '#shared/linkage/agreement.ts';
import { estimateWeights, total, type Weights } from '#shared/linkage/estimate-weights.ts';
import type { LinkRole } from '#shared/linkage/role.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { candidatePairs, type Blocks } from './candidate-pairs.ts';
import { chanceLevels, pairCount } from './chance-levels.ts';
import type { LinkedRecords } from './linked-records.ts';

/** Candidate pairs with what is known of each; all lists have one entry a pair. */
export type ScoredPairs = {
  a: Uint32Array;
  b: Uint32Array;
  /** Place in `patterns`. */
  pattern: Uint32Array;
  /** Log2 of the odds of one person. */
  weight: Float32Array;
  patterns: number[][];
  weights: Weights;
  blocks: Blocks;
  /** Pairs there could be. */
  possible: number;
};

const mostPairs = 20_000_000;
const pairsPerPace = 2000;
/** Fields whose values are not equally common, so that an equal rare one says more than an equal common one. */
const byFrequency: ReadonlySet<LinkRole> = new Set([
  ...(['name', 'givenName', 'familyName', 'address', 'postcode', 'city', 'text'] as const),
]);

/** Compares all candidates, learns the weights from them, and weighs each. Throws cancelled, link_too_many_pairs. */
export async function scorePairs(
  records: LinkedRecords,
  options: {
    single: boolean;
    mostInBlock: number;
    seed: number;
    pace: () => Promise<void>;
    progress(pairs: number): void;
  },
): Promise<ScoredPairs> {
  const { fields, values } = records;
  const [a, b, pattern]: number[][] = [[], [], []];
  const known = new Map<string, number>();
  const patterns: { levels: number[]; count: number }[] = [];
  const blocks = await candidatePairs(records, {
    ...options,
    pair(one, other) {
      if (a!.length === mostPairs)
        throw new PortraitError('link_too_many_pairs', { limit: mostPairs });
      const found = fields.map(({ role }, field) =>
        agreement(role, values[field]![one]!, values[field]![other]!),
      );
      const key = found.join('');
      let at = known.get(key);
      if (at === undefined) {
        at = patterns.push({ levels: found, count: 0 }) - 1;
        known.set(key, at);
      }
      patterns[at]!.count += 1;
      a!.push(one);
      b!.push(other);
      pattern!.push(at);
      if (a!.length % pairsPerPace === 0) options.progress(a!.length);
    },
  });
  const chance = await chanceLevels(records, options);
  const counts = Array<number>(records.roles.length).fill(0);
  for (const source of records.sources) counts[source]! += 1;
  const possible = pairCount(counts, options.single);
  const weights = await estimateWeights(
    patterns,
    chance,
    Math.max(1, possible),
    records.keys.length,
    options.pace,
  );
  const rarity: (Map<string, number> | null)[] = [];
  for (const [field, { role }] of fields.entries()) {
    const average = weights.fields[field]!.u[0]!;
    const rare = byFrequency.has(role);
    rarity.push(rare ? await rarities(values[field]!, average, options.pace) : null);
  }
  const weight = new Float32Array(a!.length);
  for (let pair = 0; pair < weight.length; pair += 1) {
    if (pair % pairsPerPace === 0) await options.pace();
    const { levels } = patterns[pattern![pair]!]!;
    let sum = total(weights, levels);
    for (const [field, level] of levels.entries())
      if (level === 0) sum += rarity[field]?.get(values[field]![a![pair]!]!) ?? 0;
    weight[pair] = sum;
  }
  return {
    ...{ a: Uint32Array.from(a!), b: Uint32Array.from(b!), pattern: Uint32Array.from(pattern!) },
    ...{ weight, patterns: patterns.map(({ levels }) => levels), weights, blocks, possible },
  };
}

/** Bits that an equal value says more, or less, than an equal one of average frequency (Winkler's adjustment). */
async function rarities(
  values: readonly string[],
  average: number,
  pace: () => Promise<void>,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let present = 0;
  for (const [record, value] of values.entries()) {
    if (record % pairsPerPace === 0) await pace();
    if (value === '') continue;
    present += 1;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([value, count]) => [value, Math.log2((average * present) / count)]),
  );
}

/** Whether names or days of birth speak against what an exact key says. */
export function contradicts(records: LinkedRecords, levels: readonly number[]): boolean {
  return records.fields.some(({ role }, field) => {
    const told = role === 'givenName' || role === 'name' || role === 'birthDate';
    return told && levels[field] === missingLevel - 1;
  });
}
