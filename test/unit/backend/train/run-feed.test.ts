import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../../shared/contract/runs.ts';
import { RunFeed } from '../../../../src-main/backend/train/run-feed.ts';
import { collect } from '../../../support/collect.ts';

const steps = (...step: number[]): RunEvent => ({
  type: 'steps',
  step,
  loss: step.map((value) => 1 / value),
  score: step.map((value) => value / 10),
  stepsPerSecond: step.length,
  secondsLeft: null,
});
const paused: RunEvent = { type: 'state', state: 'paused', end: null };

describe('RunFeed', () => {
  it('tells every watcher everything after it began to watch', async () => {
    const feed = new RunFeed();
    feed.publish(steps(1));
    const one = feed.watch();
    feed.publish(paused);
    const two = feed.watch();
    feed.publish(steps(2));
    feed.close();
    expect(await collect(one)).toEqual([paused, steps(2)]);
    expect(await collect(two)).toEqual([steps(2)]);
  });

  it('joins steps that a slow watcher has not taken yet', async () => {
    const feed = new RunFeed();
    const watched = feed.watch();
    feed.publish(steps(1, 2));
    feed.publish(steps(3));
    feed.close();
    const [joined, ...rest] = await collect(watched);
    expect(joined).toMatchObject({ type: 'steps', step: [1, 2, 3], stepsPerSecond: 1 });
    expect(joined).toMatchObject({ loss: [1, 1 / 2, 1 / 3], score: [0.1, 0.2, 0.3] });
    expect(rest).toEqual([]);
  });

  it('stops telling a watcher whose signal is aborted', async () => {
    const feed = new RunFeed();
    const stop = new AbortController();
    const watched = feed.watch(stop.signal);
    const told = collect(watched);
    stop.abort();
    feed.publish(paused);
    expect(await told).toEqual([]);
  });
});
