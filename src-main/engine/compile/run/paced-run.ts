import { compile, type Program, type SharedProgram } from '../program.ts';
import type { Graph } from '../lower/value.ts';

/** Threads that run a program together with the one that asks. */
export type Threads = {
  readonly threads: number;
  run(program: SharedProgram): void;
  forget(program: SharedProgram): void;
};

export type PacedRun = {
  /** Alone, together, or whichever of the two is still to be tried. */
  run(): void;
  /** Tries both ways ahead of the first run, on whatever the program's memory holds. */
  trial(): void;
  /** How many threads the next run takes. */
  readonly threads: number;
  /** The threads let go of the program. */
  end(): void;
};

/** A run shorter than this is not worth threads. */
const leastMs = 0.5;
/** Runs longer than this are measured once. */
const longMs = 15;
/** After so long the other way is tried again: what else the machine does may have changed. */
const againMs = 2000;

/**
 * Runs a program on one thread or on the crew, whichever was faster when last tried. Both give the same bits, so that trying
 * changes nothing but time.
 */
export function pacedRun(
  { run, shared }: Program,
  crewOf: () => Threads | null,
  now: () => number = () => performance.now(),
): PacedRun {
  if (!shared) return { run, trial: () => undefined, threads: 1, end: () => undefined };
  let crew: Threads | null = null;
  let together = false;
  /** Ways that are still to be tried; the first run of each compiles. */
  let untried = [false, false, true, true];
  /** Milliseconds of the last runs alone and together. */
  let [alone, joint] = [Infinity, Infinity];
  let triedAt = 0;
  const take = (way: boolean): void => {
    const started = now();
    if (way && crew) crew.run(shared);
    else run();
    const ms = now() - started;
    if (way) joint = ms;
    else alone = ms;
  };
  const decide = (): void => {
    together = joint < alone;
    triedAt = now();
  };
  const tryNext = (): void => {
    const [way = false, ...rest] = untried;
    untried = rest;
    take(way);
    const measuredAlone = rest.length === 2;
    if (measuredAlone && alone >= leastMs) crew ??= crewOf();
    if (measuredAlone && !crew) untried = [];
    if (untried.length === 0 && crew) decide();
  };
  return {
    trial: () => {
      while (untried.length > 0) tryNext();
      let [leastAlone, leastJoint] = [alone, joint];
      for (let i = 0; i < 3 && crew && leastAlone < longMs; i++) {
        take(false);
        take(true);
        [leastAlone, leastJoint] = [Math.min(leastAlone, alone), Math.min(leastJoint, joint)];
      }
      [alone, joint] = [leastAlone, leastJoint];
      if (crew) decide();
    },
    run: () => {
      if (untried.length > 0) tryNext();
      else if (crew && now() - triedAt > againMs) {
        take(!together);
        decide();
      } else take(together);
    },
    get threads() {
      return together && crew ? crew.threads : 1;
    },
    end: () => crew?.forget(shared),
  };
}

/** A program and the way it is run; the second argument as in `compile`. */
export type Build = (graph: Graph, carried: number) => { program: Program; paced: PacedRun };

/** Programs that may run on the threads of a crew, made at the first need; null where there is none. */
export const buildFor =
  (crewOf: () => Threads | null): Build =>
  (graph, carried) => {
    const program = compile(graph, carried);
    return { program, paced: pacedRun(program, crewOf) };
  };

export const buildAlone: Build = buildFor(() => null);
