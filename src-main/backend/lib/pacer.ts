import { setImmediate } from 'node:timers/promises';
import { PortraitError } from '#shared/errors/index.ts';

const sliceMilliseconds = 15;

/**
 * Keeps long work polite: awaited often, it lets the event loop run once a slice of work is used up, and throws
 * `cancelled` where the signal says so.
 */
export function createPacer(signal?: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < sliceMilliseconds) return;
    await setImmediate();
    if (signal?.aborted === true) throw new PortraitError('cancelled');
    since = performance.now();
  };
}
