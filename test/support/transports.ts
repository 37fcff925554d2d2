import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { WebSocket } from 'ws';
import type { Contract } from '../../shared/contract/index.ts';
import { enter, knock, servedBackend, type Served } from './localhost.ts';
import { rpcOptions } from '../../shared/wire/rpc-options.ts';

export type Client = ContractRouterClient<Contract>;
export type Transport = { client: Client; served: Served; disconnect(): void };

/** Through the gate, as a browser tab. */
export async function overSocket(): Promise<Transport> {
  const served = await servedBackend();
  const { port } = served.server;
  const { cookie, key } = await enter(served.server);
  const socket = await knock(port, '/rpc', { cookie, origin: `http://127.0.0.1:${port}` }, key);
  if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
  socket.binaryType = 'arraybuffer';
  // The browser's WebSocket is what the link's types name; ws has all of it that the link uses.
  const link = new SocketLink({
    websocket: socket as unknown as globalThis.WebSocket,
    ...rpcOptions,
  });
  return { client: createORPCClient(link), served, disconnect: () => socket.terminate() };
}

/** Over a message port, as Electron's window. */
export async function overPort(): Promise<Transport> {
  const served = await servedBackend();
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(served.backend.router, rpcOptions).upgrade(port1, { context: {} });
  port1.start();
  const link = new PortLink({ port: port2, ...rpcOptions });
  port2.start();
  return { client: createORPCClient(link), served, disconnect: () => port2.close() };
}
