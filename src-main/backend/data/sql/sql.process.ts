import { Worker } from 'node:worker_threads';
import { inProcess } from '../../lib/index.ts';
import { endedBy, queryLimits } from './limits.ts';
import type { SqlWork } from './messages.ts';
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

/** One batch is written while the next is made. */
const mostOnTheirWay = 1;

inProcess<SqlWork>((task, { send, sendPiece, ready }) =>
  runGuarded(
    task,
    (message) => (message.type === 'rows' ? sendPiece(message) : send(message)),
    () => ready(mostOnTheirWay),
  ),
);
