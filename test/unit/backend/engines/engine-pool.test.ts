import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../../../src-main/backend/engines/engine-client.ts';
import { EnginePool } from '../../../../src-main/backend/engines/engine-pool.ts';
import { nodeEngine } from '../../../../src-main/hosts/node-engine.ts';

const entry = fileURLToPath(new URL('../../../support/engines/obedient.ts', import.meta.url));
const pools: EnginePool[] = [];
afterEach(() => pools.splice(0).forEach((pool) => pool.close()));

function makePool() {
  const time = { now: 0 };
  const pool = new EnginePool({ spawn: nodeEngine(entry), clock: () => time.now, backOffMs: 1 });
  pools.push(pool);
  return { pool, time };
}
// The test engine takes orders in the parameters; the protocol's own types do not know them.
const order = (client: EngineClient, params: object) => client.request('train', params as never);

describe('EnginePool', () => {
  it('keeps one engine warm and gives it to the next job', async () => {
    const { pool } = makePool();
    const first = await pool.lease('auto');
    const pid = await order(first.client, {});
    first.release();
    const second = await pool.lease('auto');
    expect(await order(second.client, {})).toBe(pid);
    expect(pool.info()).toMatchObject({ runtime: 'cpu' });
  });

  it('starts another engine for another device', async () => {
    const { pool } = makePool();
    const first = await pool.lease('cpu');
    const pid = await order(first.client, {});
    first.release();
    const second = await pool.lease('gpu');
    expect(await order(second.client, {})).not.toBe(pid);
  });

  it('gives each heavy job a process of its own, and a crash fails only that job', async () => {
    const { pool } = makePool();
    const [one, two] = await Promise.all([pool.lease('auto'), pool.lease('auto')]);
    await expect(order(one.client, { crash: 'x' })).rejects.toMatchObject({
      code: 'engine_crashed',
    });
    expect(await order(two.client, {})).toBeTypeOf('number');
  });

  it('lets predictions share one engine', async () => {
    const { pool } = makePool();
    const pids = await Promise.all([1, 2, 3].map(() => pool.share((client) => order(client, {}))));
    expect(new Set(pids).size).toBe(1);
  });

  it('starts nothing for a while after three crashes in a row, then tries again', async () => {
    const { pool, time } = makePool();
    for (let crash = 0; crash < 3; crash++) {
      time.now += 1000;
      const lease = await pool.lease('auto');
      await expect(order(lease.client, { crash: 'boom' })).rejects.toBeDefined();
      lease.release();
    }
    await expect(pool.lease('auto')).rejects.toMatchObject({
      code: 'engine_keeps_crashing',
      params: { times: 3, seconds: 30 },
    });
    time.now += 30_001;
    const lease = await pool.lease('auto');
    expect(await order(lease.client, {})).toBeTypeOf('number');
  });

  it('counts crashes anew after a job that came to its end', async () => {
    const { pool, time } = makePool();
    for (let round = 0; round < 4; round++) {
      time.now += 1000;
      const lease = await pool.lease('auto');
      await expect(order(lease.client, { crash: 'boom' })).rejects.toBeDefined();
      lease.release();
      time.now += 1000;
      expect(await pool.share((client) => order(client, {}))).toBeTypeOf('number');
    }
  });

  it('tells what all engines hold as their heartbeats do, and not again while it stays about the same', async () => {
    const told: (number | undefined)[] = [];
    const pool = new EnginePool({
      ...{ spawn: nodeEngine(entry), clock: () => 0, tickMs: 50 },
      onChange: () => told.push(pool.info()?.memoryBytes),
    });
    pools.push(pool);
    const [one, two] = [await pool.lease('auto'), await pool.lease('auto')];
    expect(told).toEqual([0]);
    await order(one.client, { memory: 100e6 });
    await order(two.client, { memory: 300e6 });
    await expect.poll(() => told.at(-1)).toBe(400e6);
    const before = told.length;
    await order(two.client, { memory: 301e6 });
    await expect.poll(() => pool.info()?.memoryBytes).toBe(401e6);
    // Two ticks pass in which nothing is told.
    await sleep(100);
    expect(told).toHaveLength(before);
    two.client.kill();
    await expect.poll(() => told.at(-1)).toBe(100e6);
    expect(told).toHaveLength(before + 1);
  });

  it('gives up a start that is cancelled', async () => {
    const { pool } = makePool();
    const stop = new AbortController();
    const lease = pool.lease('auto', stop.signal);
    stop.abort();
    await expect(lease).rejects.toMatchObject({ code: 'cancelled' });
  });
});
