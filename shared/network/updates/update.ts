import type { Optimizer } from '../../model/train-settings.ts';
import { combined, entry, isMatrix, type Matrix, type Tensor } from '../matrix.ts';
import { adam, adamw } from './adam.ts';
import { momentum, sgd } from './momentum.ts';
import { rmsprop } from './rmsprop.ts';
import type { Rule } from './rule.ts';

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
  const nextWeights = new Map(weights);
  const nextSlots = new Map<string, Record<string, Tensor>>();
  for (const [name, gradient] of gradients) {
    const weight = weights.get(name);
    if (weight === undefined) throw new RangeError(`a gradient of ${name}, which is no weight`);
    const own = slots.get(name);
    const before = rule.slots.map((slot) => own?.[slot] ?? combined(() => 0, weight));
    const next = combined((w = 0) => w, weight);
    const after = before.map((tensor) => combined((value = 0) => value, tensor));
    rowsOf(gradient).forEach((row, r) => {
      const [w, ...old] = [weight, ...before].map((tensor) => rowsOf(tensor)[r] ?? []);
      const [nextW, ...made] = [next, ...after].map((tensor) => rowsOf(tensor)[r] ?? []);
      row.forEach((g, c) => {
        const changed = rule.next(
          entry(w ?? [], c),
          g,
          old.map((values) => entry(values, c)),
          learningRate,
          step,
        );
        if (nextW) nextW[c] = changed.w;
        made.forEach((values, s) => (values[c] = entry(changed.slots, s)));
      });
    });
    nextWeights.set(name, next);
    nextSlots.set(name, Object.fromEntries(rule.slots.map((slot, s) => [slot, after[s] ?? []])));
  }
  return { weights: nextWeights, slots: nextSlots };
}

const rowsOf = (tensor: Tensor): Matrix => (isMatrix(tensor) ? tensor : [tensor]);
