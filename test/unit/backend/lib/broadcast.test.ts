import { describe, expect, it } from 'vitest';
import { Broadcast } from '../../../../src-main/backend/lib/index.ts';

describe('a stream of events', () => {
  it('begins with what it is given and misses nothing after the call', async () => {
    const events = new Broadcast<number>();
    const stream = events.stream([1]);
    events.send(2);
    events.send(3);
    const read = async () => (await stream.next()).value;
    expect([await read(), await read(), await read()]).toEqual([1, 2, 3]);
    const waiting = read();
    events.send(4);
    expect(await waiting).toBe(4);
  });

  it('joins what a slow reader has not read yet', async () => {
    const events = new Broadcast<number>();
    const stream = events.stream([], { merge: (a, b) => (a + b < 10 ? a + b : undefined) });
    for (const event of [1, 2, 3, 8, 1]) events.send(event);
    expect((await stream.next()).value).toBe(6);
    expect((await stream.next()).value).toBe(9);
  });

  it('ends at once when its reader goes or the signal says so, also while it waits', async () => {
    const events = new Broadcast<number>();
    const stream = events.stream([]);
    const next = stream.next();
    await stream.return(undefined);
    expect(await next).toEqual({ done: true, value: undefined });
    const stop = new AbortController();
    const other = events.stream([1, 2], { signal: stop.signal });
    stop.abort();
    expect(await other.next()).toEqual({ done: true, value: undefined });
    expect(await events.stream([1], { signal: stop.signal }).next()).toMatchObject({ done: true });
  });

  it('ends every stream when it is told to, and goes on for those who ask again', async () => {
    const events = new Broadcast<number>();
    const [first, second] = [events.stream([1]), events.stream([])];
    const waiting = second.next();
    events.end();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await first.next()).toEqual({ done: true, value: undefined });
    const again = events.stream([]);
    events.send(2);
    expect(await again.next()).toEqual({ done: false, value: 2 });
  });
});
