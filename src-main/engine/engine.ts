import { fileURLToPath } from 'node:url';
import { openChannel } from './channel.ts';
import type { EngineContext, Handlers } from './context.ts';
import { serve } from './dispatch.ts';
import { MatrixStore } from './matrix/matrix-store.ts';
import { recommendHandlers } from './recommenders/handlers.ts';
import { parentPort } from './parent-port.ts';
import { forkedProbe, hostedProbe, probingVariable } from './runtime/probe-process.ts';
import { reportProbe } from './train/thread-probe.ts';
import { runtimes } from './runtime/runtimes.ts';
import { trainHandlers } from './train/handlers.ts';

/** The engine process: every method in one table, one message loop, a heartbeat. */
function main(): void {
  const channel = openChannel();
  const port = parentPort();
  const probe = port ? hostedProbe(port) : forkedProbe(fileURLToPath(import.meta.url));
  const runtime = runtimes({ env: process.env, probe });
  const context: EngineContext = {
    matrices: new MatrixStore(),
    runtime: (place, work) => runtime.use(place, work),
    stepTimes: (work) => runtime.stepTimes(work),
    gpuWorthTrying: () => runtime.gpuWorthTrying(),
    noting: (operation) => runtime.noteMissing(operation),
    info: () => runtime.current(),
    now: () => performance.now(),
  };
  const handlers: Handlers = {
    hello: ({ device }) => runtime.info(device),
    ...trainHandlers(),
    ...recommendHandlers(),
  };
  serve(channel, handlers, context);
  // Ctrl+C reaches every process of the terminal; ending a run in order is the backend's business.
  process.on('SIGINT', () => undefined);
  channel.post({ type: 'ready' });
  const heartbeat = () => channel.post({ type: 'heartbeat', status: runtime.status() });
  setInterval(heartbeat, 1000).unref();
}

if (process.env[probingVariable] === '1') await reportProbe();
else main();
