import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import type { Work } from './work.ts';

/** A task as its own thread or process sees it. */
export type TaskEnd<W extends Work> = {
  send(message: W['message'], transfer?: readonly Transferable[]): void;
  /** Sends a piece of an answer, which the other side says it has taken in. */
  sendPiece(message: W['message'], transfer?: readonly Transferable[]): void;
  /** Waits while more than `most` pieces are on their way: they would all come in one turn of the other side. */
  ready(most: number): Promise<void>;
  fail(error: unknown): void;
};

type TheWork<W extends Work> = (task: W['task'], end: TaskEnd<W>) => void | Promise<void>;

/** The other end of `startWorker`: does the work; what it throws is told there. */
export async function onThread<W extends Work>(work: TheWork<W>): Promise<void> {
  const port = parentPort!;
  const { end, taken } = endOf<W>((message, transfer) => port.postMessage(message, transfer));
  port.on('message', taken);
  try {
    await work(workerData as W['task'], end);
  } catch (error) {
    end.fail(error);
  }
  port.unref();
}

/** The other end of `startProcess`: does the work once it is handed over; what it throws is told there. */
export function inProcess<W extends Work>(work: TheWork<W>): void {
  const { end, taken } = endOf<W>((message) => process.send?.(message));
  process.once('message', (task) => {
    process.on('message', taken);
    void Promise.resolve()
      .then(() => work(task as W['task'], end))
      .catch(end.fail);
  });
}

function endOf<W extends Work>(post: (message: unknown, transfer: Transferable[]) => void) {
  let under = 0;
  let wake = (): void => undefined;
  const end: TaskEnd<W> = {
    send: (message, transfer = []) => post(message, [...transfer]),
    sendPiece(message, transfer) {
      under += 1;
      end.send(message, transfer);
    },
    async ready(most) {
      while (under > most) await new Promise<void>((resolve) => (wake = resolve));
    },
    fail: (error) => post({ type: 'failed', error: toErrorData(error) }, []),
  };
  const taken = (): void => {
    under -= 1;
    wake();
  };
  return { end, taken };
}
