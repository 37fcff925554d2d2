import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { EngineClient } from '../../../../src-main/backend/engines/engine-client.ts';
import { nodeEngine } from '../../../../src-main/hosts/node-engine.ts';

const entry = fileURLToPath(new URL('../../../support/engines/obedient.ts', import.meta.url));
const clients: EngineClient[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.kill()));

function start(tickMs = 1000) {
  const gone = Promise.withResolvers<{ crashed: boolean; detail: string }>();
  const client = new EngineClient(nodeEngine(entry)(), { tickMs, onGone: gone.resolve });
  clients.push(client);
  // The test engine takes orders in the parameters; the protocol's own types do not know them.
  const order = (params: object, onEvent?: (event: unknown) => void) =>
    client.request('train', params as never, onEvent);
  return { client, gone: gone.promise, order };
}

describe('EngineClient', () => {
  it('answers a request and hands over its events before the result', async () => {
    const { order } = start();
    const events: unknown[] = [];
    const pid = await order({ events: 3 }, (event) => events.push(event));
    expect(events).toEqual([0, 1, 2]);
    expect(pid).toBeTypeOf('number');
  });

  it('fails a request whose event cannot be taken in, and lets the engine not go on unheard', async () => {
    const { order, gone, client } = start();
    const full = new Error('database or disk is full');
    const asked = order({ events: 3 }, () => {
      throw full;
    });
    await expect(asked).rejects.toBe(full);
    expect(await gone).toMatchObject({ crashed: false });
    expect(client.alive).toBe(false);
  });

  it('hands on an error with its code and parameters', async () => {
    const { order } = start();
    await expect(order({ fail: 'engine_out_of_memory' })).rejects.toMatchObject({
      code: 'engine_out_of_memory',
      params: { device: 'test' },
    });
  });

  it('fails what is pending with engine_crashed and the last line the process wrote', async () => {
    const { order, gone, client } = start();
    await expect(order({ crash: 'Check failed: dims' })).rejects.toMatchObject({
      code: 'engine_crashed',
      params: { detail: 'SIGABRT: Check failed: dims' },
    });
    expect(await gone).toMatchObject({ crashed: true });
    expect(client.alive).toBe(false);
    await expect(order({})).rejects.toMatchObject({ code: 'engine_crashed' });
  });

  it('ends a process that sends no heartbeat with engine_stalled', async () => {
    const { order, gone, client } = start(30);
    await client.ready;
    await expect(order({ hang: true })).rejects.toMatchObject({ code: 'engine_stalled' });
    expect(await gone).toMatchObject({ crashed: true });
  });

  it('does not call a process that was killed on purpose crashed', async () => {
    const { order, gone, client } = start();
    await client.ready;
    const pending = order({ hang: true });
    client.kill();
    await expect(pending).rejects.toMatchObject({ code: 'cancelled' });
    expect(await gone).toMatchObject({ crashed: false });
  });

  it('fails when the entry cannot be started', async () => {
    const gone = Promise.withResolvers<{ detail: string }>();
    const client = new EngineClient(nodeEngine('/nowhere/engine.ts')(), { onGone: gone.resolve });
    await expect(client.ready).rejects.toMatchObject({ code: 'engine_crashed' });
    expect((await gone.promise).detail).toContain('exit code 1');
  });
});
