import type { ToEngine } from '../../../shared/engine/protocol.ts';

/** An engine process for tests of the supervision: it does what the method's parameters say, badly if asked to. */
type Order = {
  device?: string;
  crash?: string;
  hang?: boolean;
  fail?: string;
  events?: number;
  /** Bytes it claims to hold from then on. */
  memory?: number;
};

const info = {
  runtime: 'cpu',
  device: `pid ${process.pid}`,
  fallbackReason: null,
  threads: 1,
  oneDnn: false,
  versions: {},
  memoryBytes: 0,
};
let status: object | null = null;
const send = (message: unknown) => process.send?.(message);

process.on('message', ({ id, method, params }: ToEngine) => {
  if (method === 'hello') {
    send({ type: 'result', id, result: info });
    return;
  }
  const order = params as Order;
  if (order.crash !== undefined) {
    process.stderr.write(`${order.crash}\n`, () => process.abort());
  } else if (order.hang) {
    for (;;);
  } else if (order.fail) {
    send({ type: 'error', id, error: { code: order.fail, params: { device: 'test' } } });
  } else {
    if (order.memory !== undefined) {
      status = { ...info, memoryBytes: order.memory, deviceMemoryBytes: null };
    }
    for (let event = 0; event < (order.events ?? 0); event++)
      send({ type: 'events', id, events: [event] });
    send({ type: 'result', id, result: process.pid });
  }
});
setInterval(() => send({ type: 'heartbeat', status }), 20);
send({ type: 'ready' });
