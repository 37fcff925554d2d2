/** One round of successive halving: so many combinations, each given so many epochs in all. */
export type Round = { count: number; epochs: number };

/**
 * The brackets of Hyperband (Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar 2018, algorithm 1) for at most `epochs`
 * epochs, one of `keepOneOf` going on, over and over until they have begun `trials` combinations; the last bracket is cut.
 */
export function bracketsOf(trials: number, epochs: number, keepOneOf: number): Round[][] {
  // A rounding error must not cost a bracket: log(243)/log(3) comes out below 5.
  const deepest = Math.floor(Math.log(epochs) / Math.log(keepOneOf) + 1e-9);
  const brackets: Round[][] = [];
  for (let left = trials, bracket = 0; left > 0; bracket++) {
    const depth = deepest - (bracket % (deepest + 1));
    const usual = Math.ceil(((deepest + 1) / (depth + 1)) * keepOneOf ** depth);
    const first = Math.min(left, usual);
    left -= first;
    brackets.push(
      Array.from({ length: depth + 1 }, (_, round) => ({
        count: Math.max(1, Math.floor(first / keepOneOf ** round)),
        epochs: Math.max(1, Math.round(epochs / keepOneOf ** (depth - round))),
      })),
    );
  }
  return brackets;
}

/** Epochs that brackets cost, where a combination goes on from where it stood. */
export function epochsOf(brackets: readonly (readonly Round[])[]): number {
  return brackets
    .map((rounds) =>
      rounds.reduce(
        (sum, { count, epochs }, at) => sum + count * (epochs - (rounds[at - 1]?.epochs ?? 0)),
        0,
      ),
    )
    .reduce((sum, cost) => sum + cost, 0);
}
