import type { Optimizer } from '../../model/train-settings.ts';
import { combined, type Tensor } from '../matrix.ts';
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
    const part = (pick: (change: ReturnType<Rule['next']>) => number): Tensor =>
      combined(
        (w = 0, g = 0, ...values) => pick(rule.next(w, g, values, learningRate, step)),
        weight,
        gradient,
        ...before,
      );
    nextWeights.set(
      name,
      part((change) => change.w),
    );
    nextSlots.set(
      name,
      Object.fromEntries(
        rule.slots.map((slot, s) => [slot, part((change) => change.slots[s] ?? NaN)]),
      ),
    );
  }
  return { weights: nextWeights, slots: nextSlots };
}
