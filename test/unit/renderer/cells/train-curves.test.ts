import { describe, expect, it } from 'vitest';
import type { RunView } from '#shared/contract/runs.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import {
  axisEnd,
  lossLines,
  metricLines,
  metricsOf,
} from '../../../../src-renderer/cells/train/curves.ts';

function view(state: RunView['state'], steps: number, epochs = 300): RunView {
  return {
    id: 'run',
    state,
    end: state === 'ended' ? 'stopped' : null,
    settings: trainSettings.parse({ epochs }),
    stepsPerEpoch: 10,
    steps: { step: [steps], loss: [0.5], score: [0.8] },
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

describe('the lines of a run', () => {
  const names = { batch: 'batch', train: 'train', validation: 'validation' };
  const output = { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' } as const;
  const classifier: RunView = {
    ...view('running', 0),
    spec: { inputs: 2, layers: [], output },
    stepsPerEpoch: 2,
    steps: { step: [1, 2, 3, 4], loss: [0.8, 0.6, 0.4, 0.2], score: [null, 0.5, 0.75, 1] },
    epochs: [
      {
        ...{ epoch: 1, step: 2, learningRate: 0.1, seconds: 1 },
        train: { loss: 0.7, accuracy: 0.5 },
        validation: { loss: 0.6, accuracy: 0.6, auc: 0.7 },
      },
    ],
  };
  const number: RunView = {
    ...classifier,
    spec: { inputs: 2, layers: [], output: { units: 1, activation: 'linear', loss: 'huber' } },
    epochs: [],
  };
  const drawn = (lines: ReturnType<typeof lossLines>) =>
    lines.map(({ name, style }) => `${name} ${style}`);

  it('draws the metric of batches as it draws their loss: as it is, smoothed, and by epoch', () => {
    const wanted = ['batch faint', 'batch thin', 'train solid', 'validation solid'];
    expect(drawn(lossLines(classifier, names, 0.5))).toEqual(wanted);
    const lines = metricLines(classifier, 'accuracy', names, 0.5);
    expect(drawn(lines)).toEqual(wanted);
    const [raw, smoothed] = lines;
    // The first step has no score: it was stored by an older version.
    expect(raw).toMatchObject({ x: [1, 1.5, 2], y: [0.5, 0.75, 1] });
    expect(smoothed?.x).toEqual(raw?.x);
    expect(smoothed?.y[1]).toBeCloseTo((0.5 * 0.5 + 0.75) / 1.5, 10);
    expect(drawn(metricLines(classifier, 'accuracy', names, 0))).not.toContain('batch thin');
  });

  it('knows the metric of batches before the first epoch is over', () => {
    expect(metricsOf(classifier)).toEqual(['accuracy', 'auc']);
    expect(metricsOf({ ...classifier, epochs: [] })).toEqual(['accuracy']);
    expect(metricsOf(number)).toEqual(['mae']);
    expect(drawn(metricLines(number, 'mae', names, 0))).toEqual(['batch faint']);
  });

  it('has no batches for the AUC, nor for a run that stored no scores', () => {
    expect(drawn(metricLines(classifier, 'auc', names, 0.5))).toEqual(['validation solid']);
    const steps = { ...classifier.steps, score: [null, null, null, null] };
    const old = { ...classifier, steps };
    expect(drawn(metricLines(old, 'accuracy', names, 0.5))).toEqual([
      ...['train solid', 'validation solid'],
    ]);
    expect(metricsOf({ ...old, epochs: [] })).toEqual([]);
  });
});
