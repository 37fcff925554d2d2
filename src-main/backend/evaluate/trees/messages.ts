import type { Work } from '../../lib/index.ts';

/** What the process of the trees is given: rows by row, float32, of the same features. */
export type TreesTask = {
  /** number: least squares; binary and classes: log loss. */
  kind: 'number' | 'binary' | 'classes';
  columns: number;
  /** [rows, columns] to learn from, and [rows, units]: the number, 1 or 0 for the second class, or 1 for each row's class. */
  train: { x: Float32Array; y: Float32Array };
  /** Rows to predict, [rows, columns] each. */
  parts: Float32Array[];
  /** Classes; 1 for numbers and for two classes. */
  units: number;
};

/** Scores of each part, [rows, units]. */
export type TreesWork = Work<TreesTask, { scores: Float32Array[] }>;

/** Resident megabytes at which the process is ended, and values learnt from beyond which it is not begun. */
export const treesLimits = { memoryMegabytes: 4096, values: 20_000_000 };
