/**
 * What epsilon means to somebody who would bet on whether one person's data is in: with even odds before, the best they can know
 * afterwards, as a probability (e^epsilon / (1 + e^epsilon); Dong, Roth, Su 2019, at delta 0).
 */
export function bestGuess(epsilon: number): number {
  return 1 / (1 + Math.exp(-epsilon));
}
