import { describe, expect, it } from 'vitest';
import type { TrainEvent } from '../../../../../shared/engine/training.ts';
import { eagerEvaluator } from '../../../../../src-main/engine/train/evaluators/eager-evaluator.ts';
import { evaluateRows } from '../../../../../src-main/engine/train/evaluators/evaluator.ts';
import { initialState, stateFrom } from '../../../../../src-main/engine/train/step/flat-state.ts';
import { exampleMatrix, examplePlan, exampleSpec, rowRange } from '../../example-run.ts';
import { epochsOf, matrices, request, run, stopAfter, timeless } from '../../training-run.ts';

const scoresOf = (events: TrainEvent[]) =>
  events.flatMap((event) => (event.type === 'steps' ? [...event.scores] : []));

describe('A training run', () => {
  it('tells its start, every step, every epoch, histograms and checkpoints', async () => {
    const { outcome, events } = await run(request());
    expect(outcome).toMatchObject({ end: 'finished', step: 24, epoch: 3, diverged: null });
    expect(events[0]).toMatchObject({ type: 'started', stepsPerEpoch: 8, parameters: 193 });
    const losses = events.flatMap((event) => (event.type === 'steps' ? [...event.losses] : []));
    expect(losses.length).toBe(24);
    expect(epochsOf(events).map((record) => record.step)).toEqual([8, 16, 24]);
    const histograms = events.filter((event) => event.type === 'histograms');
    expect(histograms.length).toBe(3);
    expect(histograms[0]?.layers.map(({ layer }) => layer)).toEqual([
      'dense_1',
      'batch_norm_1',
      'output',
    ]);
    const counted = histograms[2]?.layers[0]?.weights.counts.reduce((a, b) => a + b, 0);
    expect(counted).toBe(16 * 8 + 16);
    expect(outcome.last.weights.map(({ name }) => name)).toEqual([
      'dense_1/kernel',
      'dense_1/bias',
      'batch_norm_1/gamma',
      'batch_norm_1/beta',
      'batch_norm_1/moving_mean',
      'batch_norm_1/moving_variance',
      'output/kernel',
      'output/bias',
    ]);
  });

  it.each([
    ['accuracy', { activation: 'sigmoid', loss: 'binaryCrossentropy' }],
    ['mae', { activation: 'linear', loss: 'meanSquaredError' }],
  ] as const)('tells the %s of each batch by the weights before its step', async (name, how) => {
    const spec = exampleSpec({
      layers: exampleSpec().layers.slice(0, 1),
      output: { units: 1, ...how },
    });
    const asked = request({ spec }, { epochs: 4, batchSize: 250 });
    const { layout, rule } = examplePlan(spec, asked.settings);
    const scores = scoresOf((await run(asked)).events);
    expect(scores.length).toBe(4);
    const evaluator = eagerEvaluator(spec, layout);
    for (const [steps, score] of scores.entries()) {
      const { weights, slots } = await stopAfter(steps, asked);
      const before =
        steps === 0
          ? initialState(layout, rule.slots, asked.seed)
          : stateFrom(layout, rule.slots, weights, slots);
      const rest = [matrices.get('m'), asked.trainRows, () => Promise.resolve()] as const;
      const metrics = await evaluateRows(spec, layout, evaluator, before, ...rest);
      expect(score).toBeCloseTo(metrics[name] ?? NaN, 5);
    }
    evaluator.dispose();
    expect(new Set(scores).size).toBeGreaterThan(1);
  });

  it('tells scores whose mean over the rows of an epoch is that epoch’s training metric', async () => {
    const { events } = await run(request());
    const scores = scoresOf(events);
    epochsOf(events).forEach(({ train }, epoch) => {
      const own = scores.slice(epoch * 8, epoch * 8 + 8);
      const sum = own.reduce((total, score, batch) => total + score * (batch < 7 ? 32 : 26), 0);
      expect(sum / 250).toBeCloseTo(train.accuracy ?? NaN, 6);
    });
  });

  it('learns: the validation loss falls and the AUC rises well above chance', async () => {
    const { events } = await run(request({}, { epochs: 30 }));
    const records = epochsOf(events);
    expect(records.at(-1)?.validation?.loss).toBeLessThan(
      (records[0]?.validation?.loss ?? 0) * 0.8,
    );
    expect(records.at(-1)?.validation?.auc).toBeGreaterThan(0.9);
  });

  it('gives equal bits when repeated, and others with another seed', async () => {
    const first = await run(request());
    const again = await run(request());
    expect(again.outcome.last).toEqual(first.outcome.last);
    expect(timeless(again.events)).toEqual(timeless(first.events));
    const other = await run(request({ seed: 43 }));
    expect(other.outcome.last.weights).not.toEqual(first.outcome.last.weights);
  });

  it('takes no more steps at once than a native call can, however quick they are', async () => {
    const trainRows = Int32Array.from({ length: 9000 }, (_, i) => i % 250);
    const spec = exampleSpec({ layers: [] });
    const still = () => 0;
    const asked = request({ spec, trainRows }, { epochs: 1, batchSize: 1 });
    const { outcome, events } = await run(asked, undefined, still);
    const counts = events.flatMap((event) => (event.type === 'steps' ? [event.losses.length] : []));
    expect(outcome.step).toBe(9000);
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(1024);
  });

  it('pauses, steps batch by batch, resumes and stops on request', async () => {
    const seen: string[] = [];
    const { outcome } = await run(request({ paused: true }), (event, control) => {
      if (event.type === 'paused' || event.type === 'resumed')
        seen.push(`${event.type} ${event.step}`);
      if (event.type === 'paused') {
        queueMicrotask(() => control.act(event.step < 2 ? 'step' : 'resume'));
      }
      if (event.type === 'epoch' && event.record.epoch === 2) control.act('stop');
    });
    expect(seen).toEqual(['paused 0', 'paused 1', 'paused 2', 'resumed 2']);
    expect(outcome).toMatchObject({ end: 'stopped', epoch: 2, step: 16 });
  });

  it('stops early, keeping the best weights and what it watched', async () => {
    const earlyStopping = { metric: 'loss', patience: 2, minDelta: 10 };
    const { outcome, events } = await run(request({}, { epochs: 20, earlyStopping }));
    expect(outcome).toMatchObject({ end: 'early_stopped', epoch: 3 });
    expect(outcome.best.epoch).toBe(1);
    expect(outcome.last.best).toMatchObject({ epoch: 1, wait: 2 });
    const kinds = events.flatMap((event) => (event.type === 'checkpoint' ? [event.kind] : []));
    expect(kinds).toEqual(['last', 'best', 'last', 'last']);
  });

  it('ends as diverged with weights that are all finite', async () => {
    const asked = request({}, { learningRate: 100, optimizer: { type: 'sgd' }, epochs: 50 });
    const spec = exampleSpec({
      layers: [
        { type: 'dense', units: 16, activation: 'linear', initialiser: 'heNormal', l1: 0, l2: 0 },
      ],
      output: { units: 1, activation: 'linear', loss: 'meanSquaredError' },
    });
    const { outcome } = await run({ ...asked, spec });
    expect(outcome.end).toBe('diverged');
    expect(outcome.diverged?.step).toBeGreaterThan(outcome.last.step);
    expect(['NaN', 'Infinity']).toContain(outcome.diverged?.value);
    const finite = outcome.last.weights.every(({ data }) => data.every(Number.isFinite));
    expect(finite).toBe(true);
    const again = await run({ ...asked, spec, from: outcome.last });
    expect(again.outcome.diverged?.step).toBe(outcome.diverged?.step);
  });

  it.each([
    ['none', 1],
    ['balanced', (225 * (250 / 450) + 25 * 5) / 250],
    [[1, 3], (225 + 25 * 3) / 250],
    [[0, 2], (25 * 2) / 250],
  ])('weighs each row by its class: %s', async (classWeights, meanWeight) => {
    const { x } = exampleMatrix(330, 8);
    const y = Float32Array.from({ length: 330 }, (_, row) => (row % 10 === 0 ? 1 : 0));
    matrices.create('rare', 330, 8, 1);
    matrices.get('rare').append(x, y);
    // Zero weights make every logit 0 and every unweighted loss ln 2.
    const spec = exampleSpec({
      layers: [{ type: 'dense', units: 4, activation: 'relu', initialiser: 'zeros', l1: 0, l2: 0 }],
    });
    const settings = { epochs: 1, classWeights, batchSize: 250 };
    const { events } = await run(request({ matrix: 'rare', spec }, settings));
    expect(epochsOf(events)[0]?.train.loss).toBeCloseTo(Math.LN2 * meanWeight, 5);
  });

  it.each([
    ['model_shape', { spec: exampleSpec({}, 9) }],
    ['split_empty', { trainRows: rowRange(0, 0) }],
    ['not_found', { matrix: 'gone' }],
    [
      'model_shape',
      {
        spec: exampleSpec({
          output: { units: 3, activation: 'sigmoid', loss: 'binaryCrossentropy' },
        }),
      },
    ],
  ])('refuses a request that cannot work with %s', async (code, changes) => {
    await expect(run(request(changes))).rejects.toMatchObject({ code });
  });
});
