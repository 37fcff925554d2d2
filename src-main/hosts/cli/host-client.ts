import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { PortraitError } from '#shared/errors/index.ts';
import { rpcOptions } from '#shared/wire/rpc-options.ts';
import { subprotocol } from '../localhost/gate.ts';
import type { OpenHost } from '../open-host.ts';
import type { Client } from './client.ts';

/** A host that serves now, spoken to as its own user. Throws `host_not_open` where it does not answer. */
export async function connectHost({ port, cookie, key }: OpenHost): Promise<{
  client: Client;
  close(): void;
}> {
  const here = `127.0.0.1:${port}`;
  const socket = new WebSocket(`ws://${here}/rpc`, [subprotocol, key], {
    headers: { cookie: `portrait-${port}=${cookie}`, origin: `http://${here}` },
  });
  socket.binaryType = 'arraybuffer';
  try {
    await once(socket, 'open');
  } catch (error) {
    throw new PortraitError('host_not_open', {}, { cause: error });
  }
  // The browser's WebSocket is what the link's types name; ws has all of it that the link uses.
  const websocket = socket as unknown as globalThis.WebSocket;
  const client = createORPCClient<Client>(new RPCLink({ websocket, ...rpcOptions }));
  return { client, close: () => socket.terminate() };
}
