import { PortraitError } from '#shared/errors/portrait-error.ts';

/** File operations under way, given up or not: each holds a thread of the process until it comes back. */
let underWay = 0;
/** The process has four threads for files: as many as this may hang, the others go on. */
const mostAtOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** How many file operations are under way: a process cannot end in order before they have come back. */
export function filesUnderWay(): number {
  return underWay;
}

type Patience = { file: string; milliseconds: number; signal?: AbortSignal | undefined };

/**
 * Waits for a file operation, but no longer than its patience. `late` gets what comes after that, to close it. Throws
 * file_stalled, `cancelled`, and what the operation throws.
 */
export async function inTime<T>(
  work: Promise<T>,
  { file, milliseconds, signal }: Patience,
  late: (value: T) => void = () => undefined,
): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  let over = false;
  const stop = (error: PortraitError): void => {
    if (over) return;
    over = true;
    reject(error);
  };
  const onAbort = (): void => stop(new PortraitError('cancelled'));
  const forget = afterLiveTime(milliseconds, () =>
    stop(new PortraitError('file_stalled', { file, seconds: milliseconds / 1000 })),
  );
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted === true) onAbort();
  underWay += 1;
  const settled = work
    .then((value) => {
      if (over) late(value);
      return value;
    })
    .finally(() => {
      over = true;
      underWay -= 1;
    });
  try {
    return await Promise.race([settled, promise]);
  } finally {
    forget();
    signal?.removeEventListener('abort', onAbort);
    settled.catch(() => undefined);
  }
}

/** Parts of a deadline: a stretch in which this process itself could not run counts as one of them at most. */
const slices = 10;

/**
 * Calls after so much time in which this process could have taken an answer: on a machine that gives it none, what came
 * back meanwhile is taken first. Gives a function that calls it off.
 */
function afterLiveTime(milliseconds: number, then: () => void): () => void {
  let left = slices;
  let off = false;
  const tick = (): void => {
    left -= 1;
    if (left > 0) timer = setTimeout(tick, milliseconds / slices);
    else setImmediate(() => off || then());
  };
  let timer = setTimeout(tick, milliseconds / slices);
  return () => {
    off = true;
    clearTimeout(timer);
  };
}

/** Lets two at a time touch files that may not answer. What is given up by its deadline keeps its place until it ends. */
export async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
