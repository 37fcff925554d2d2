import { kernelOf } from '#shared/network/forward.ts';
import { at, isMatrix, type Tensor } from '#shared/network/matrix.ts';
import { chosenColumn } from '../choice.ts';
import type { Look } from '../look.ts';

/** Everything about the weight looked at, before and after the step. */
export type WeightFacts = {
  column: number;
  from: number;
  unit: number;
  /** Its tensor, where `from` is the row and `unit` the column. */
  tensor: string;
  w: number;
  /** As it is used: mean over the rows, penalties and clipping included. */
  g: number;
  readonly next: number;
  rate: number;
  /** Steps with this one. */
  t: number;
  readonly slots: Readonly<Record<string, number>>;
  slotsBefore: Readonly<Record<string, number>>;
};

export function weightFacts({ walk, columns, choice }: Look): WeightFacts {
  const { at: column, name } = chosenColumn(columns, choice);
  const { from, unit } = choice;
  const { state, trace, input } = walk;
  const tensor = `${name}/kernel`;
  const here = (found: Tensor | undefined): number =>
    found !== undefined && isMatrix(found) ? at(found, from, unit) : NaN;
  const numbers = (slots: Readonly<Record<string, Tensor>> | undefined): Record<string, number> =>
    Object.fromEntries(Object.entries(slots ?? {}).map(([slot, found]) => [slot, here(found)]));
  return {
    ...{ column, from, unit, tensor, rate: input.learningRate, t: state.taken + 1 },
    w: here(kernelOf(state.weights, tensor)),
    g: here(trace.gradients.get(tensor)),
    slotsBefore: numbers(state.slots.get(tensor)),
    // The step is taken where it is asked for.
    get next() {
      return here(trace.after.weights.get(tensor));
    },
    get slots() {
      return numbers(trace.after.slots.get(tensor));
    },
  };
}
