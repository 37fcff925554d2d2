import { rowsOf, startOf, stepFrom, type RunRules } from '#shared/network/replay.ts';
import { textFloats } from '#shared/wire/float-text.ts';
import type { StepState } from '#shared/network/training-step.ts';

export type PackedFeed = { x: string; y: string; learningRate: number };
/** Steps to take after those taken before; `first` begins anew. */
export type ReplayRequest = { rules: RunRules; first: boolean; steps: readonly PackedFeed[] };
/** Answered after each request: where the weights stand then. */
export type ReplayAnswer = { state: StepState } | { error: string };

let state: StepState | null = null;

onmessage = ({ data }: MessageEvent<ReplayRequest>) => {
  postMessage(answer(data));
};

function answer({ rules, first, steps }: ReplayRequest): ReplayAnswer {
  try {
    state = first || state === null ? startOf(rules) : state;
    for (const { x, y, learningRate } of steps) {
      const feed = {
        x: rowsOf(textFloats(x), rules.spec.inputs),
        y: rowsOf(textFloats(y), rules.spec.output.units),
        learningRate,
      };
      state = stepFrom(rules, state, feed).after;
    }
    return { state };
  } catch (thrown) {
    return { error: String(thrown) };
  }
}
