import { levels, missingLevel } from './agreement.ts';

/** How often one combination of levels occurs among the candidate pairs. */
export type Pattern = { levels: readonly number[]; count: number };
export type FieldWeights = {
  /** Share of each level among matches and among others, and log2 of their ratio. */
  m: number[];
  u: number[];
  weights: number[];
};
export type Weights = {
  fields: FieldWeights[];
  /** Share of all pairs that are matches, and log2 of its odds. */
  prior: number;
  priorWeight: number;
  rounds: number;
};

const priorShares = [0.82, 0.08, 0.05, 0.05];
const priorCount = 10;
const mostRounds = 200;
const settled = 1e-7;
const certain = 0.999_999;

/**
 * Fellegi and Sunter's m and u (1969), learned by expectation and maximisation over the patterns of the candidate
 * pairs (Winkler 1988). `chance` is how often each field's levels occur among pairs drawn at random, which is u once
 * the matches among them are taken out; pairs that are no candidates are counted as no matches. A missing value says nothing.
 */
export async function estimateWeights(
  patterns: readonly Pattern[],
  chance: readonly (readonly number[])[],
  pairs: number,
  records: number,
  pace: () => Promise<void>,
): Promise<Weights> {
  let m = chance.map(() => [...priorShares]);
  let prior = Math.min(0.5, records / 2 / pairs);
  let rounds = 0;
  for (; rounds < mostRounds; rounds += 1) {
    const table = weigh(m, chance, prior, pairs);
    const sums = chance.map(() => priorShares.map((share) => share * priorCount));
    let matches = 0;
    for (const { levels: found, count } of patterns) {
      const share = count * probability(total(table, found));
      matches += share;
      for (const [field, level] of found.entries())
        if (level !== missingLevel) sums[field]![level]! += share;
    }
    const next = Math.min(0.5, Math.max(matches, 0.5) / pairs);
    const moved = Math.abs(next - prior) / prior;
    m = sums.map((sum) => {
      const all = sum.reduce((a, b) => a + b, 0);
      return sum.map((one) => one / all);
    });
    prior = next;
    await pace();
    if (moved < settled) break;
  }
  return { ...weigh(m, chance, prior, pairs), rounds };
}

/** Probability of a match at a weight (log2 of the odds). */
export function probability(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}

/** The weight at which a match has a probability. */
export function weightAt(share: number): number {
  const inside = Math.min(certain, Math.max(1 - certain, share));
  return Math.log2(inside / (1 - inside));
}

/** Weight of a pattern, the prior's included. */
export function total(
  { fields, priorWeight }: Pick<Weights, 'fields' | 'priorWeight'>,
  found: readonly number[],
): number {
  let sum = priorWeight;
  for (const [field, level] of found.entries())
    if (level !== missingLevel) sum += fields[field]!.weights[level]!;
  return sum;
}

function weigh(
  shares: readonly number[][],
  chance: readonly (readonly number[])[],
  prior: number,
  pairs: number,
): Omit<Weights, 'rounds'> {
  const fields = shares.map((m, field) => {
    const least = 0.5 / pairs;
    const raw = Array.from({ length: levels }, (_, level) =>
      Math.max(least, (chance[field]![level]! - prior * m[level]!) / (1 - prior)),
    );
    const all = raw.reduce((a, b) => a + b, 0);
    const u = raw.map((one) => one / all);
    return { m, u, weights: m.map((share, level) => Math.log2(share / u[level]!)) };
  });
  return { fields, prior, priorWeight: weightOfOdds(prior) };
}

function weightOfOdds(share: number): number {
  return Math.log2(share / (1 - share));
}
