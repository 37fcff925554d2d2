import { describe, expect, it } from 'vitest';
import { JobQueue } from '../../../../src-main/backend/jobs/index.ts';

function gate(): { open: () => void; work: () => Promise<string> } {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { open: () => resolve('done'), work: () => promise };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the job queue', () => {
  it('runs heavy work one at a time, and cheap work beside it', async () => {
    const queue = new JobQueue(() => undefined);
    const [one, two, cheap] = [gate(), gate(), gate()];
    const first = queue.add('heavy', one.work);
    const second = queue.add('heavy', two.work);
    const third = queue.add('cheap', cheap.work);
    await turn();
    expect([first.started, second.started, third.started]).toEqual([true, false, true]);
    expect(queue.counts).toEqual({ running: 2, queued: 1 });
    one.open();
    await first.done;
    await turn();
    expect(second.started).toBe(true);
    two.open();
    cheap.open();
    await queue.idle();
    expect(queue.counts).toEqual({ running: 0, queued: 0 });
  });

  it('gives up waiting work at once when it is stopped', async () => {
    const queue = new JobQueue(() => undefined);
    const long = gate();
    queue.add('heavy', long.work);
    let ran = false;
    const waiting = queue.add('heavy', () => Promise.resolve((ran = true)));
    waiting.stop();
    await expect(waiting.done).rejects.toThrow('cancelled');
    long.open();
    await queue.idle();
    expect(ran).toBe(false);
  });

  it('tells running work through its signal, and lets it end in its own way', async () => {
    const queue = new JobQueue(() => undefined);
    const job = queue.add(
      'heavy',
      (signal) =>
        new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('kept'))),
    );
    await turn();
    job.stop();
    expect(await job.done).toBe('kept');
  });

  it('tells every change of its counts, and goes on after a failure', async () => {
    const seen: string[] = [];
    const queue: JobQueue = new JobQueue(() => seen.push(JSON.stringify(queue.counts)));
    await expect(queue.add('cheap', () => Promise.reject(new Error('no'))).done).rejects.toThrow(
      'no',
    );
    await turn();
    expect(seen).toContain('{"running":1,"queued":0}');
    expect(seen.at(-1)).toBe('{"running":0,"queued":0}');
    expect(await queue.add('cheap', () => Promise.resolve(3)).done).toBe(3);
  });
});
