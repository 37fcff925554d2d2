/** From this size on values are added in units of `far`: sums of them may pass float64's end and come back. */
const large = 2 ** 900;
const far = 2 ** 100;

/**
 * A compensated sum (Neumaier 1974): off by a rounding of the result and some 1e-32 n of the sum of sizes, whatever it
 * passes on the way.
 */
export class Sum {
  #count = 0;
  #sum = 0;
  /** What rounding took from the sum. */
  #rest = 0;
  #unit = 1;

  add(value: number): void {
    this.#count += 1;
    if (this.#unit === 1 && !(Math.abs(value) < large && Math.abs(this.#sum) < large)) {
      this.#unit = far;
      this.#sum /= far;
      this.#rest /= far;
    }
    const own = value / this.#unit;
    const sum = this.#sum + own;
    this.#rest +=
      Math.abs(this.#sum) >= Math.abs(own) ? this.#sum - sum + own : own - sum + this.#sum;
    this.#sum = sum;
  }

  /** Infinite where it is beyond float64. */
  total(): number {
    return this.#whole() * this.#unit;
  }

  /** Null of nothing. `count`: of how many values, where some left again. */
  mean(count = this.#count): number | null {
    return count === 0 ? null : (this.#whole() / count) * this.#unit;
  }

  #whole(): number {
    // Infinity less itself is no number: what is infinite has no rest.
    return Number.isNaN(this.#rest) ? this.#sum : this.#sum + this.#rest;
  }
}
