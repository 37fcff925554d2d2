import type { evaluate, EvaluateOutput, EvaluateSettings } from '#shared/model/cells/evaluate.ts';
import type { CellProps } from '../cell-view.ts';

export type Rates = {
  accuracy: number | null;
  precision: number | null;
  recall: number | null;
  f1: number | null;
  cost: number | null;
};

/** A result looked at with another threshold: asked while the slider moves, one question at a time, the latest last. */
export class ThresholdLook {
  readonly #query: CellProps<typeof evaluate>['query'];
  readonly #costs: EvaluateSettings['costs'];
  #threshold = $state(0.5);
  #confusion = $state.raw<number[][]>([]);
  #rates = $state.raw<Rates>({
    accuracy: null,
    precision: null,
    recall: null,
    f1: null,
    cost: null,
  });
  #wanted: number | null = null;
  #asking = false;
  #failed = $state.raw<unknown>(null);

  constructor(
    output: EvaluateOutput,
    costs: EvaluateSettings['costs'],
    query: CellProps<typeof evaluate>['query'],
  ) {
    this.#query = query;
    this.#costs = costs;
    this.#threshold = output.threshold;
    this.#confusion = output.confusion;
    const metrics = output.model.classification;
    this.#rates = {
      accuracy: metrics?.accuracy.value ?? null,
      precision: metrics?.precision.value ?? null,
      recall: metrics?.recall.value ?? null,
      f1: metrics?.f1.value ?? null,
      cost:
        output.kind === 'binary'
          ? (output.confusion[0]?.[1] ?? 0) * costs.falsePositive +
            (output.confusion[1]?.[0] ?? 0) * costs.falseNegative
          : null,
    };
  }

  get threshold(): number {
    return this.#threshold;
  }

  get confusion(): number[][] {
    return this.#confusion;
  }

  get rates(): Rates {
    return this.#rates;
  }

  get failed(): unknown {
    return this.#failed;
  }

  move(threshold: number): void {
    this.#threshold = threshold;
    this.#wanted = threshold;
    if (!this.#asking) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    while (this.#wanted !== null) {
      const threshold = this.#wanted;
      this.#wanted = null;
      try {
        const { confusion, ...rates } = await this.#query('threshold', {
          threshold,
          ...this.#costs,
        });
        this.#confusion = confusion;
        this.#rates = rates;
        this.#failed = null;
      } catch (thrown) {
        this.#failed = thrown;
      }
    }
    this.#asking = false;
  }
}
