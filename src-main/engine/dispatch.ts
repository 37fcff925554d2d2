import type { EngineMethod, ToEngine } from '#shared/engine/protocol.ts';
import { PortraitError, toErrorData } from '#shared/errors/index.ts';
import type { Channel } from './channel.ts';
import type { EngineContext, Handlers } from './context.ts';

/** Calls the handler of each request and sends back its events and its result or error. */
export function serve(channel: Channel, handlers: Handlers, context: EngineContext): void {
  channel.onMessage((message) => {
    void answer(message, handlers, context, channel);
  });
}

async function answer(
  { id, method, params }: ToEngine,
  handlers: Handlers,
  context: EngineContext,
  channel: Channel,
): Promise<void> {
  try {
    const handler = lookUp(handlers, method);
    const result = await handler(params, context, (...events) =>
      channel.post({ type: 'events', id, events }),
    );
    channel.post({ type: 'result', id, result });
  } catch (thrown) {
    channel.post({ type: 'error', id, error: toErrorData(thrown) });
  }
}

type AnyHandler = (
  params: unknown,
  context: EngineContext,
  emit: (...events: unknown[]) => void,
) => unknown;

function lookUp(handlers: Handlers, method: EngineMethod): AnyHandler {
  const handler = handlers[method];
  if (!handler) throw new PortraitError('bad_request', { detail: `no method ${method}` });
  // The message's method picks the handler whose parameter type that method declares.
  return handler as AnyHandler;
}
