import { Worker } from 'node:worker_threads';

const watch = `
  const { workerData } = require('node:worker_threads');
  const { parent, memory } = workerData;
  setInterval(() => {
    if (process.ppid !== parent || process.memoryUsage.rss() > memory)
      process.kill(process.pid, 'SIGKILL');
  }, 50);
`;

/** Ends this process when its parent is gone or its resident memory is more than that, whatever it is doing. */
export function endWhenAlone(megabytes: number): void {
  const workerData = { parent: process.ppid, memory: megabytes * 2 ** 20 };
  new Worker(watch, { eval: true, workerData, execArgv: [] }).unref();
}
