import type { CellValue } from '../../model/table.ts';

/** Turns one column's value into its features: `names.length` numbers written from `at` on (they are 0 before). */
export type Coder = {
  names: string[];
  write(value: CellValue | undefined, out: Float32Array, at: number): void;
};

/** Name of the feature that is 1 where a value is missing. */
export const missingName = (column: string): string => `${column} missing`;
export const otherName = (column: string): string => `${column}=other`;
