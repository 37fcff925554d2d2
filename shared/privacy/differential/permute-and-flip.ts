import { bernoulliExp, type Below, type Ratio } from './discrete-noise.ts';

/**
 * Chooses one of some candidates by whole scores that one person changes by at most `sensitivity`: in random order, the first whose coin
 * of probability e^(epsilon (score - best) / (2 sensitivity)) shows heads. Epsilon-private, exactly, and never worse than the
 * exponential mechanism (McKenna, Sheldon: Permute-and-Flip, 2020). Gives its position.
 */
export function permuteAndFlip(
  scores: readonly bigint[],
  sensitivity: bigint,
  epsilon: Ratio,
  below: Below,
): number {
  const best = scores.reduce((most, score) => (score > most ? score : most));
  const left = [...scores.keys()];
  for (let last = left.length; last > 0; last -= 1) {
    const drawn = Number(below(BigInt(last)));
    const candidate = left[drawn]!;
    left[drawn] = left[last - 1]!;
    const behind = best - scores[candidate]!;
    const ratio = { over: epsilon.over * behind, under: epsilon.under * 2n * sensitivity };
    if (bernoulliExp(ratio, below)) return candidate;
  }
  throw new RangeError('no candidate: the best one is always taken');
}
