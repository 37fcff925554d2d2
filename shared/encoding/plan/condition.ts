import type { CellValue } from '../../model/table.ts';
import type { Condition } from './clean-plan.ts';

type Order = (value: string | number, bound: string | number) => boolean;

const orders: Record<'less' | 'at_most' | 'greater' | 'at_least', Order> = {
  less: (value, bound) => value < bound,
  at_most: (value, bound) => value <= bound,
  greater: (value, bound) => value > bound,
  at_least: (value, bound) => value >= bound,
};

/** Tells of a value whether the condition holds. */
export function holds(condition: Condition): (value: CellValue) => boolean {
  switch (condition.is) {
    case 'present':
      return (value) => value !== null;
    case 'missing':
      return (value) => value === null;
    case 'within': {
      const { low, high } = bounds(condition);
      return (value) => typeof value !== 'number' || (value >= low && value <= high);
    }
    case 'equals':
      return (value) => value === condition.value;
    case 'not_equals':
      return (value) => value !== condition.value;
    default: {
      const { value: bound } = condition;
      const order = orders[condition.is];
      return (value) => value !== null && bound !== null && order(value, bound);
    }
  }
}

/** Bounds as numbers; infinite where there is none. */
export function bounds({ low, high }: { low: number | null; high: number | null }): {
  low: number;
  high: number;
} {
  return { low: low ?? -Infinity, high: high ?? Infinity };
}
