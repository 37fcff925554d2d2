import { RPCLink } from '@orpc/client/websocket';
import { Connection, linkOptions } from './connection.svelte.ts';

const shortestWait = 250;
const longestWait = 5000;

/** Connects over a WebSocket to the page's own host and keeps reconnecting, more slowly each time. */
export function connectByWebSocket(address: string, key: Promise<string | null>): Connection {
  const connection = new Connection();
  let wait = shortestWait;

  const connect = (secret: string) => {
    const socket = new WebSocket(address, ['portrait', secret]);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      wait = shortestWait;
      connection.opened(new RPCLink({ websocket: socket, ...linkOptions }));
    });
    socket.addEventListener('close', () => {
      void isRefused(secret).then((refused) => (connection.refused = refused));
      connection.lost();
      setTimeout(() => connect(secret), wait);
      wait = Math.min(longestWait, wait * 2);
    });
  };
  // Without the key there is nothing to show but the page that says how to come in.
  void key.then((secret) => (secret === null ? location.replace('/?token=') : connect(secret)));
  return connection;
}

/** A socket does not tell why it was closed; whoever has a key that counts gets the cookie again. */
async function isRefused(secret: string): Promise<boolean> {
  try {
    const { status } = await fetch('/renew', { headers: { 'x-portrait-key': secret } });
    return status === 403;
  } catch {
    // Nobody answers.
    return false;
  }
}

/** The address of the RPC socket beside the page. */
export function socketAddress(page: Location): string {
  const address = new URL('rpc', page.href);
  address.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  address.search = '';
  address.hash = '';
  return address.href;
}
