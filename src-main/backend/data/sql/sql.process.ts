import { Worker } from 'node:worker_threads';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import { endedBy, queryLimits } from './limits.ts';
import type { SqlMessage, SqlTask } from './messages.ts';
import { runGuarded } from './run-guarded.ts';

// SQLite computes in native code, where neither a thread nor a message can reach it: hence a process, and a watch on a
// thread of its own that ends it when the parent is gone, or when it takes too much. SQLite's own limit of memory is
// compiled out of better-sqlite3 (DEFAULT_MEMSTATUS=0).
const watch = `
  const { workerData } = require('node:worker_threads');
  const { parent, memory, scratch, endedBy } = workerData;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
    if (process.memoryUsage.rss() > memory) process.kill(process.pid, endedBy.memory);
    if (process.resourceUsage().fsWrite * 512 > scratch) process.kill(process.pid, endedBy.scratch);
  }, 20);
`;
const workerData = {
  parent: process.ppid,
  memory: queryLimits.memoryMegabytes * 2 ** 20,
  scratch: queryLimits.scratchMegabytes * 2 ** 20,
  endedBy,
};
new Worker(watch, { eval: true, workerData, execArgv: [] }).unref();

/** Messages on their way come all at once, in one turn of the backend: one is written while the next is made. */
const mostUnanswered = 1;
let unanswered = 0;
let wake = (): void => undefined;

function post(message: SqlMessage | { type: 'failed'; error: unknown }): void {
  if (message.type === 'rows') unanswered += 1;
  process.send?.(message);
}

async function ready(): Promise<void> {
  while (unanswered > mostUnanswered) await new Promise<void>((resolve) => (wake = resolve));
}

process.once('message', (task) => {
  process.on('message', () => {
    unanswered -= 1;
    wake();
  });
  // The first message is what run-query.ts hands over; both sides are ours.
  runGuarded(task as SqlTask, post, ready).catch((error: unknown) => {
    post({ type: 'failed', error: toErrorData(error) });
  });
});
