/** Equations whose solution cannot be right: `error` is its share of the largest value, NaN where there is no solution. */
export class IllConditioned extends Error {
  readonly error: number;
  constructor(error: number) {
    super(`a solution is off by ${error}`);
    this.error = error;
  }
}
