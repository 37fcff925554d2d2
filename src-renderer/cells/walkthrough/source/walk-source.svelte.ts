import { toErrorData, type ErrorData } from '#shared/errors/index.ts';
import type {
  PackedTensor,
  walkthrough,
  WalkStepAnswer,
  WalkthroughOutput,
  WalkWeights,
} from '#shared/model/cells/walkthrough.ts';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { floatText, textFloats } from '#shared/wire/float-text.ts';
import { startOf } from '#shared/network/replay.ts';
import { slotsOf, weightsOf } from '#shared/network/tensors.ts';
import type { StepState } from '#shared/network/training-step.ts';
import { workedExample } from '#shared/teaching/worked-example.ts';
import type { CellProps } from '../../cell-view.ts';
import { replayTo } from './replay.ts';

type Query = CellProps<typeof walkthrough>['query'];
/** Where to stand and on which rows. */
export type Asked = { weights: WalkWeights; row: number | null; batch: boolean };
type Kept = { key: string; state: StepState };
export type Found = { output: WalkthroughOutput; answer: WalkStepAnswer; state: StepState };

/** Rows and weights of the step asked for: fetched, and where need be computed again. The latest question wins. */
export class WalkSource {
  #query: () => Query;
  #found = $state.raw<Found | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  /** Steps replayed, of how many. */
  #progress = $state.raw<{ taken: number; of: number } | null>(null);
  /** Weights of the beginning, and those replayed last: other rows are looked at with the same. */
  #started: Kept | null = null;
  #replayed: Kept | null = null;
  #stop = new AbortController();

  constructor(query: () => Query) {
    this.#query = query;
  }

  get found(): Found | null {
    return this.#found;
  }

  get error(): ErrorData | null {
    return this.#error;
  }

  get progress(): { taken: number; of: number } | null {
    return this.#progress;
  }

  async ask(output: WalkthroughOutput, { weights, row, batch }: Asked): Promise<void> {
    this.close();
    const stop = new AbortController();
    this.#stop = stop;
    const query = this.#query();
    try {
      const whole = batch || row === null;
      const asked = await query('step', { weights, rows: whole ? 'batch' : [row] });
      const answer = whole && !batch ? onlyFirst(asked, output) : asked;
      const state = await this.#stateOf(output, answer, weights, query, stop.signal);
      if (stop.signal.aborted) return;
      this.#found = { output, answer, state };
      this.#error = null;
    } catch (thrown) {
      if (!stop.signal.aborted) this.#error = toErrorData(thrown);
    } finally {
      if (!stop.signal.aborted) this.#progress = null;
    }
  }

  /** Ends what still goes on. */
  close(): void {
    this.#stop.abort();
    this.#progress = null;
  }

  async #stateOf(
    output: WalkthroughOutput,
    answer: WalkStepAnswer,
    weights: WalkWeights,
    query: Query,
    signal: AbortSignal,
  ): Promise<StepState> {
    const taken = answer.step - 1;
    if (output.source === 'example') {
      return workedExample.state;
    }
    if (answer.stored) {
      const { optimizer } = output.training;
      const slots = slotsOf(optimizer, layoutOf(output.spec), answer.stored.slots.map(unpacked));
      return { weights: weightsOf(answer.stored.weights.map(unpacked)), slots, taken };
    }
    const { spec, training, seed, classWeights } = output;
    const rules = { spec, training, seed, classWeights };
    if (taken === 0 || weights.type !== 'step') {
      const key = JSON.stringify([spec, seed]);
      if (this.#started?.key !== key) this.#started = { key, state: startOf(rules) };
      return this.#started.state;
    }
    const key = JSON.stringify([output.run, output.features, seed, taken]);
    if (this.#replayed?.key === key) return this.#replayed.state;
    this.#progress = { taken: 0, of: taken };
    const state = await replayTo(
      $state.snapshot<typeof rules>(rules),
      answer.step,
      async (first, count) => (await query('feed', { first, count })).steps,
      (done) => (this.#progress = { taken: done, of: taken }),
      signal,
    );
    this.#replayed = { key, state };
    return state;
  }
}

function unpacked({ name, shape, data }: PackedTensor): NamedTensor {
  return { name, shape, data: textFloats(data) };
}

/** The first row of a batch by itself. */
function onlyFirst(answer: WalkStepAnswer, { spec }: WalkthroughOutput): WalkStepAnswer {
  return {
    ...answer,
    numbers: answer.numbers.slice(0, 1),
    raw: answer.raw.slice(0, 1),
    x: beginning(answer.x, spec.inputs),
    y: beginning(answer.y, spec.output.units),
  };
}

function beginning(text: string, count: number): string {
  return floatText(textFloats(text).subarray(0, count));
}
