import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '#shared/engine/tensors.ts';
import type { TrainEvent } from '#shared/engine/training.ts';
import { Outbox } from '../../../../../src-main/engine/train/run/outbox.ts';

function checkpoint(epoch: number): Checkpoint {
  const nothing = { weights: [], slots: [], best: null, sums: [0, 0] };
  return { step: epoch * 10, epoch, stepInEpoch: 0, ...nothing };
}

const steps = (firstStep: number): TrainEvent => ({
  type: 'steps',
  firstStep,
  epoch: 1,
  losses: new Float32Array(1),
  scores: new Float32Array(1),
  stepsPerSecond: 1,
});

function outbox() {
  const sent: TrainEvent[][] = [];
  return { sent, box: new Outbox((...events) => sent.push(events)) };
}

describe('The events of a run', () => {
  it('go together within a moment, in order', async () => {
    const { sent, box } = outbox();
    box.add(steps(0));
    box.add(steps(1));
    expect(sent).toEqual([]);
    await expect.poll(() => sent).toEqual([[steps(0), steps(1)]]);
    await sleep(50);
    expect(sent).toHaveLength(1);
  });

  it('go at once when asked, and then not again', async () => {
    const { sent, box } = outbox();
    box.add({ type: 'paused', step: 3 });
    box.flush();
    box.flush();
    await sleep(50);
    expect(sent).toEqual([[{ type: 'paused', step: 3 }]]);
  });

  it('hold the newest checkpoint of a kind only, after the steps that led to it', () => {
    const { sent, box } = outbox();
    const saved = (kind: 'last' | 'best', epoch: number): TrainEvent => ({
      type: 'checkpoint',
      kind,
      checkpoint: checkpoint(epoch),
    });
    box.add(saved('last', 1));
    box.add(saved('best', 1));
    box.add(steps(10));
    box.add(saved('last', 2));
    box.flush();
    expect(sent).toEqual([[saved('best', 1), steps(10), saved('last', 2)]]);
  });
});
