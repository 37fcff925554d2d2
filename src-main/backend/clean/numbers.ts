/** A list of numbers that grows without an object for each. */
export class NumberList {
  #values = new Float64Array(1024);
  #count = 0;

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
  }

  /** The numbers, ascending. */
  sorted(): Float64Array {
    return this.#values.slice(0, this.#count).sort();
  }

  values(): Float64Array {
    return this.#values.subarray(0, this.#count);
  }
}
