import { walkSteps, type WalkStep } from '#shared/teaching/walk-steps.ts';
import type { Choice } from '../choice.ts';
import type { NetColumn } from '../net/net-columns.ts';

const order = new Map(walkSteps.map((step, place) => [step, place]));

/** Whether a step has come that far. */
export function reached(now: WalkStep, step: WalkStep): boolean {
  return (order.get(now) ?? 0) >= (order.get(step) ?? 0);
}

export type Quantity = 'z' | 'a' | 'out' | 'dA' | 'delta';

/** What a unit's box tells at a step: two numbers at most, none that is not known yet. */
export function quantitiesOf(
  step: WalkStep,
  column: NetColumn,
  unit: number,
  choice: Choice,
): Quantity[] {
  if (column.kind === 'input')
    return column.after.length > 0 && step === 'dropout' ? ['out'] : ['a'];
  const first = column.at === 1;
  const last = column.kind === 'output';
  const chosen = column.at === choice.column && unit === choice.unit;
  switch (step) {
    case 'encoding':
      return [];
    case 'preActivation':
      return first && chosen ? ['z'] : [];
    case 'activation':
      return first ? ['z', 'a'] : [];
    case 'layers':
    case 'loss':
      return ['z', 'a'];
    case 'outputDelta':
    case 'gradient':
      return last ? ['dA', 'delta'] : ['z', 'a'];
    case 'dropout':
      return column.after.length > 0 ? ['a', 'out'] : ['z', 'a'];
    case 'norms':
      return column.after.length > 0 ? ['a', 'out'] : ['a', 'delta'];
    case 'hiddenDelta':
      return ['dA', 'delta'];
    default:
      return ['a', 'delta'];
  }
}
