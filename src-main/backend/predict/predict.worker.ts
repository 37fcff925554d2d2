import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import type { PredictMessage, PredictTask } from './messages.ts';
import { scoreRows } from './score-rows.ts';

/** Messages on their way come all at once, in one turn of the backend: one is written while the next is made. */
const mostUnanswered = 1;
let unanswered = 0;
let wake = (): void => undefined;
parentPort!.on('message', () => {
  unanswered -= 1;
  wake();
});

function post(message: PredictMessage): void {
  if (message.type === 'rows') unanswered += 1;
  parentPort!.postMessage(message);
}

async function ready(): Promise<void> {
  while (unanswered > mostUnanswered) await new Promise<void>((resolve) => (wake = resolve));
}

try {
  // What predict-table.ts hands over; both sides are ours.
  await scoreRows(workerData as PredictTask, post, ready);
} catch (error) {
  parentPort!.postMessage({ type: 'failed', error: toErrorData(error) });
}
