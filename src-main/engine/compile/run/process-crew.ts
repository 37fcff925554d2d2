import { availableParallelism } from 'node:os';
import { Crew } from './crew.ts';
import { buildFor, type Build } from './paced-run.ts';

/** More threads than this meet more often than they work. */
const mostThreads = 8;

let crew: Crew | null | undefined;

/**
 * The crew of this process: a thread for each core, or as many as `PORTRAIT_ENGINE_THREADS` says. Null where that is one.
 */
export function processCrew(): Crew | null {
  if (crew !== undefined) return crew;
  const asked = Number(process.env.PORTRAIT_ENGINE_THREADS ?? NaN);
  const threads = Math.min(asked >= 1 ? Math.floor(asked) : availableParallelism(), mostThreads);
  return (crew = threads > 1 ? new Crew(threads) : null);
}

/** Programs that run on this process's crew where that is faster. */
export const buildForProcess: Build = buildFor(processCrew);
