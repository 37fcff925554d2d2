import { Sum } from './sum.ts';

/** Mean of the values that are numbers (null and NaN are gaps); null where none is. */
export function meanOf(values: Iterable<number | null>): number | null {
  const sum = new Sum();
  for (const value of values) if (value !== null && !Number.isNaN(value)) sum.add(value);
  return sum.mean();
}
