/** A typed list that grows by doubling; `take` gives what was pushed and empties it. */
export class Growing<T extends Uint8Array | Int32Array | Float32Array | Float64Array> {
  #values: T;
  #length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#values = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = this.#make(this.#values.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length++] = value;
  }

  take(): T {
    const out = this.#make(this.#length);
    out.set(this.#values.subarray(0, this.#length));
    this.#values = this.#make(0);
    this.#length = 0;
    return out;
  }
}
