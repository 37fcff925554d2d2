import type { Optimizer } from '../../model/net/train-settings.ts';
import { copyOf, entry, isMatrix, type Matrix, type Tensor } from '../matrix.ts';
import { adam, adamw } from './adam.ts';
import { momentum, sgd } from './momentum.ts';
import { rmsprop } from './rmsprop.ts';
import type { Move, Rule } from './rule.ts';

/** By tensor: its slots by name, as long as the tensor; all zero before the first step. */
export type Slots = ReadonlyMap<string, Readonly<Record<string, Tensor>>>;

/** The rule of an optimiser, one weight at a time; formulas as in Keras 3. */
export function ruleOf(optimizer: Optimizer): Rule {
  switch (optimizer.type) {
    case 'sgd':
      return sgd;
    case 'momentum':
      return momentum(optimizer);
    case 'rmsprop':
      return rmsprop(optimizer);
    case 'adam':
      return adam(optimizer);
    case 'adamw':
      return adamw(optimizer);
  }
}

/** New weights and slots after one step; tensors without a gradient stay as they are. */
export function updated(
  rule: Rule,
  weights: ReadonlyMap<string, Tensor>,
  gradients: ReadonlyMap<string, Tensor>,
  slots: Slots,
  learningRate: number,
  step: number,
): { weights: Map<string, Tensor>; slots: Map<string, Record<string, Tensor>> } {
  const move = rule.at(learningRate, step);
  const nextWeights = new Map(weights);
  const nextSlots = new Map<string, Record<string, Tensor>>();
  for (const [name, gradient] of gradients) {
    const weight = weights.get(name);
    if (weight === undefined) throw new RangeError(`a gradient of ${name}, which is no weight`);
    const next = copyOf(weight);
    const own = rule.slots.map((slot) => ({
      ...{ slot, before: slots.get(name)?.[slot], after: copyOf(weight) },
    }));
    rowsOf(next).forEach((w, r) => {
      const rows = own.map(({ before, after }) => ({
        ...{ before: before && rowsOf(before)[r], after: rowsOf(after)[r] ?? [] },
      }));
      moveRow(move, w, rowsOf(gradient)[r] ?? [], rows);
    });
    nextWeights.set(name, next);
    nextSlots.set(name, Object.fromEntries(own.map(({ slot, after }) => [slot, after])));
  }
  return { weights: nextWeights, slots: nextSlots };
}

/** A row of weights, in place, and of each slot; a slot not filled yet is zero. */
function moveRow(
  move: Move,
  w: number[],
  g: readonly number[],
  slots: readonly { before: readonly number[] | undefined; after: number[] }[],
): void {
  const old = slots.map(() => 0);
  for (let c = 0; c < w.length; c++) {
    slots.forEach(({ before }, s) => (old[s] = before ? entry(before, c) : 0));
    const made = move(entry(w, c), entry(g, c), old);
    w[c] = made.w;
    slots.forEach(({ after }, s) => (after[c] = entry(made.slots, s)));
  }
}

const rowsOf = (tensor: Tensor): Matrix => (isMatrix(tensor) ? tensor : [tensor]);
