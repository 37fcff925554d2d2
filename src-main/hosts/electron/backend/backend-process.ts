import { randomUUID } from 'node:crypto';
import { RPCHandler } from '@orpc/server/message-port';
import { toErrorData } from '#shared/errors/index.ts';
import { openLockable, type Lockable } from '../../../backend/lockable.ts';
import type { FromBackend, ToBackend } from './backend-messages.ts';
import { logOn } from '../../terminal.ts';
import { EngineRequests } from './engine-requests.ts';
import { RelayPort } from './relay-port.ts';
import { rpcOptions } from '#shared/wire/rpc-options.ts';

const parent = process.parentPort;
const say = (message: FromBackend) => parent.postMessage(message);
const engines = new EngineRequests(say);

/** Messages wait until the workspace is open. */
const opening = open();
parent.on('message', ({ data, ports }) => {
  // Main is our own program: its messages are typed and not parsed again.
  const message = data as ToBackend;
  if (message.type === 'engine-port' && ports[0]) engines.connect(message.engine, ports[0]);
  else if (message.type === 'engine-exit') engines.exited(message.engine, message.detail);
  else void opening.then((serve) => serve(message));
});

async function open(): Promise<(message: ToBackend) => void> {
  try {
    const [workspacePath = ''] = process.argv.slice(2);
    const backend = await openLockable({
      workspacePath,
      host: 'electron',
      spawnEngine: engines.spawn,
      clock: Date.now,
      newId: randomUUID,
      log: logOn(process.stderr),
    });
    return serveWindow(backend, reportState(backend));
  } catch (error) {
    say({ type: 'failed', error: toErrorData(error) });
    return () => undefined;
  }
}

/** Answers the window over a port that is replaced whenever the window is. */
function serveWindow(backend: Lockable, look: () => void): (message: ToBackend) => void {
  const connect = () => {
    const handler = new RPCHandler(backend.router, rpcOptions);
    const port = new RelayPort((frame) => {
      look();
      say({ type: 'rpc', frame });
    });
    handler.upgrade(port, { context: {} });
    return port;
  };
  let port = connect();
  const again = () => {
    port.close();
    port = connect();
  };
  backend.onExchange = () => {
    again();
    say({ type: 'exchanged' });
  };
  return (message) => {
    if (message.type === 'rpc') port.deliver(message.frame);
    else if (message.type === 'window-changed') again();
    else if (message.type === 'offer') backend.offer(message.path);
    else if (message.type === 'close') void backend.close().then(() => process.exit(0));
  };
}

/**
 * Main asks before it closes a window while something trains, and starts again with the workspace of the moment, so it must
 * know: before the window learns of a change, and within half a second where there is no window.
 */
function reportState(backend: Lockable): () => void {
  let running = false;
  let workspace = '';
  const look = () => {
    if (backend.workspacePath() !== workspace) {
      workspace = backend.workspacePath();
      say({ type: 'open', workspace });
    }
    if (backend.busy() === running) return;
    running = !running;
    say({ type: 'training', running });
  };
  look();
  setInterval(look, 500).unref();
  return look;
}
