import type { Execution } from '../../capture/execution.ts';

/** XLA may hold a second copy of the state. */
const largestBytes = 2 ** 28;
/** Compiling takes about a second, which so many steps win back. */
const fewestSteps = 2000;

/**
 * How the captured step of a neural recommender runs: many small operations, joined by XLA, take half the time; a few
 * large ones do not. Tables that are large are better written in place, and a short fit better not compiled.
 */
export function stepExecution(fit: {
  smallOperations: boolean;
  stateBytes: number;
  steps: number;
  onGpu: boolean;
}): Execution {
  const worthwhile = fit.steps >= fewestSteps && fit.stateBytes <= largestBytes;
  return fit.smallOperations && worthwhile && !fit.onGpu ? 'compiled' : 'interpreted';
}
