import type { ToEngine } from '../../../shared/engine/protocol.ts';

/** An engine process for tests of stopping: it loads rows, then trains for ever without listening. */
const info = {
  ...{ runtime: 'cpu', device: 'cpu', fallbackReason: null, threads: 1, oneDnn: false },
  ...{ versions: {}, memoryBytes: 0 },
};
const send = (message: unknown, sent?: () => void) =>
  process.send?.(message, undefined, undefined, sent);

process.on('message', ({ id, method }: ToEngine) => {
  if (method !== 'train') {
    send({ type: 'result', id, result: method === 'hello' ? info : null });
    return;
  }
  const facts = { stepsPerEpoch: 57, parameters: 1, captureMs: 0 };
  send({ type: 'events', id, events: [{ type: 'started', engine: info, ...facts }] }, () => {
    for (;;);
  });
});
send({ type: 'ready' });
