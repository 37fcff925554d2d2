import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import { analyse, type AnalyseTask } from './analyse.ts';

// What profiling.ts hands over; both sides are ours.
const task = workerData as AnalyseTask;
try {
  const analysis = analyse(task, (stage, done, total) =>
    parentPort!.postMessage({ type: 'progress', stage, done, total }),
  );
  parentPort!.postMessage({ type: 'done', analysis });
} catch (error) {
  parentPort!.postMessage({ type: 'failed', error: toErrorData(error) });
}
