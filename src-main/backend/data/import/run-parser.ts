import { basename } from 'node:path';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { followTask, startWorker } from '../../lib/index.ts';
import { uploadedHash } from '../uploads.ts';
import type { ParseMessage, ParseTask, ParseWork } from './messages.ts';

const worker = new URL('./parse.worker.ts', import.meta.url);
/** Parsing keeps little, whatever the size of the file; one that makes it keep more is broken or hostile. */
const heapMegabytes = 1024;
const longestSilence = 120_000;

/**
 * Runs the parser on a thread of its own until `onMessage` has a result. Throws `file_*`; file_unreadable where the
 * file makes the parser run out of memory or go round without end.
 */
export async function runParser<Result>(
  task: ParseTask,
  signal: AbortSignal | undefined,
  onMessage: (message: ParseMessage, taken: () => void) => Result | undefined,
): Promise<Result> {
  const parser = startWorker<ParseWork>(worker, task, heapMegabytes);
  const silence = new AbortController();
  const listen = (): NodeJS.Timeout => setTimeout(() => silence.abort(), longestSilence);
  let listening = listen();
  const signals = signal === undefined ? [silence.signal] : [signal, silence.signal];
  try {
    return await followTask(parser, AbortSignal.any(signals), (message) => {
      clearTimeout(listening);
      listening = listen();
      return onMessage(message, parser.taken);
    });
  } catch (error) {
    const missing = error instanceof PortraitError && error.code === 'file_missing';
    if (missing && uploadedHash(task.path) !== undefined) throw new PortraitError('upload_removed');
    const detail = silence.signal.aborted
      ? 'reading it does not come to an end'
      : outOfMemory(error);
    if (detail === undefined) throw error;
    throw new PortraitError('file_unreadable', { file: basename(task.path), detail });
  } finally {
    clearTimeout(listening);
  }
}

function outOfMemory(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? `reading it needs more than ${heapMegabytes} MB of memory`
    : undefined;
}
