import { compile, type Program, type SharedProgram } from './program.ts';
import type { Graph } from './value.ts';

/** Threads that run a program together with the one that asks. */
export type Threads = {
  readonly threads: number;
  run(program: SharedProgram): void;
  forget(program: SharedProgram): void;
};

export type PacedRun = {
  /** Alone until it was tried. */
  run(): void;
  /** Tries both ways, some runs each, on whatever the program's memory holds. */
  trial(): void;
  /** How many threads the next run takes. */
  readonly threads: number;
  /** The threads let go of the program. */
  end(): void;
};

/** A run shorter than this is not worth threads. */
const leastMs = 0.15;
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
  /** Milliseconds of the last runs alone and together. */
  let [alone, joint] = [Infinity, Infinity];
  let triedAt = 0;
  const take = (way: boolean): number => {
    const started = now();
    if (way && crew) crew.run(shared);
    else run();
    return now() - started;
  };
  const trial = (): void => {
    // The first runs compile.
    take(false);
    alone = take(false);
    if (alone < leastMs) return;
    crew ??= crewOf();
    if (!crew) return;
    take(true);
    joint = take(true);
    for (let i = 1; i < 4 && alone < longMs; i++) {
      alone = Math.min(alone, take(false));
      joint = Math.min(joint, take(true));
    }
    together = joint < alone;
    triedAt = now();
  };
  return {
    trial,
    run: () => {
      const again = crew !== null && now() - triedAt > againMs;
      const way = again ? !together : together;
      const ms = take(way);
      if (way) joint = ms;
      else alone = ms;
      if (!again) return;
      together = joint < alone;
      triedAt = now();
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
