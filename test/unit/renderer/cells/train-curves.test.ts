import { describe, expect, it } from 'vitest';
import type { RunView } from '#shared/contract/runs.ts';
import { trainSettings } from '#shared/model/train-settings.ts';
import { axisEnd } from '../../../../src-renderer/cells/train/curves.ts';

function view(state: RunView['state'], steps: number, epochs = 300): RunView {
  return {
    id: 'run',
    state,
    end: state === 'ended' ? 'stopped' : null,
    settings: trainSettings.parse({ epochs }),
    stepsPerEpoch: 10,
    steps: { step: [steps], loss: [0.5] },
    epochs: [],
  } as Partial<RunView> as RunView;
}

describe('the end of the epoch axis', () => {
  it('is a half, quarter, … of the whole run while it goes on, never left of the curve', () => {
    expect(axisEnd(view('running', 0))).toBeCloseTo(300 / 256);
    expect(axisEnd(view('running', 280))).toBe(37.5);
    expect(axisEnd(view('running', 376))).toBe(75);
    expect(axisEnd(view('running', 1501))).toBe(300);
  });

  it('is where the run ended, once it has', () => {
    expect(axisEnd(view('ended', 470))).toBe(47);
    expect(axisEnd(view('ended', 0))).toBe(1);
  });

  it('is at least one epoch for short runs', () => {
    expect(axisEnd(view('running', 3, 1))).toBe(1);
  });
});
