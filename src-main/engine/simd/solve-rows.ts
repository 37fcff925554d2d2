import type { Arena } from './arena.ts';

/** Addresses in an arena and sizes; `kernels/conjugate-gradients.ts` says what they are. */
export type RowWork = {
  /** Of float64, but for the weights. */
  double: boolean;
  pointer: number;
  index: number;
  weight: number;
  own: number;
  other: number;
  gram: number;
  ridge: number;
  /** Three rows to work in for each thread. */
  work: number;
  /** Of a row, a multiple of 64. */
  bytes: number;
  steps: number;
};

/** Threads that run an arena's kernels together with the one that asks. */
export type KernelThreads = {
  readonly threads: number;
  run(arena: Arena): void;
  forget(arena: Arena): void;
};

/** As in `kernels/together.ts`. */
const job = { address: 32_768, words: 15 };
/** Rows a thread takes at once: few, as some rows have a thousand times the interactions of others. */
const taken = 8;

/** `steps` conjugate gradient steps of rows [from, to): the same bits on any number of threads. */
export function solveRows(
  arena: Arena,
  [from, to]: readonly [number, number],
  { double, pointer, index, weight, own, other, gram, ridge, work, bytes, steps }: RowWork,
  threads: KernelThreads | null,
): void {
  const words = new Int32Array(arena.memory.buffer, job.address, job.words);
  words.set([from, 0, to, taken, Number(double), pointer, index, weight, own, other, gram, ridge]);
  words.set([work, bytes, steps], 12);
  if (threads) threads.run(arena);
  else arena.run(0, 1);
}
