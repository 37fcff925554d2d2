/** How many steps to take at once so that a chunk stays below `budgetMs`; learns from each chunk. */
export class ChunkSize {
  #budgetMs: number;
  #stepMs = Infinity;
  #size = 1;

  constructor(budgetMs: number) {
    this.#budgetMs = budgetMs;
  }

  get steps(): number {
    return this.#size;
  }

  record(steps: number, ms: number): void {
    const measured = ms / steps;
    // A slow moment must not stay for long, nor a quick one mislead.
    this.#stepMs = this.#stepMs === Infinity ? measured : this.#stepMs * 0.7 + measured * 0.3;
    const fitting = Math.max(1, Math.floor(this.#budgetMs / this.#stepMs));
    this.#size = Math.min(fitting, this.#size * 4);
  }
}
