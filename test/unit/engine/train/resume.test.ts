import { describe, expect, it } from 'vitest';
import type { TrainEvent } from '#shared/engine/training.ts';
import { exampleSpec, rowRange } from '../example-run.ts';
import { request, run, stopAfter, timeless } from '../training-run.ts';

const optimizers = [
  { type: 'sgd' },
  { type: 'momentum', nesterov: true },
  { type: 'rmsprop' },
  { type: 'adam' },
  { type: 'adamw' },
];

function histogramsOf(events: TrainEvent[]) {
  return events.filter((event) => event.type === 'histograms');
}

describe('A run that is stopped and resumed', () => {
  it.each(optimizers)(
    'equals the uninterrupted one bit for bit, whichever step it was stopped at: %o',
    async (optimizer) => {
      // Three whole batches and a short one, twice.
      const asked = request(
        { trainRows: rowRange(0, 110) },
        { optimizer, epochs: 2, schedule: { type: 'cosine', warmupEpochs: 1 }, clipNorm: 1 },
      );
      const whole = await run(asked);
      expect(whole.outcome.step).toBe(8);
      for (let steps = 0; steps < 8; steps++) {
        const from = await stopAfter(steps, asked);
        const rest = await run({ ...asked, from });
        expect(rest.outcome.last).toEqual(whole.outcome.last);
        const records = timeless(rest.events);
        expect(records).toEqual(timeless(whole.events).slice(-records.length));
        expect(histogramsOf(rest.events)).toEqual(
          histogramsOf(whole.events).slice(-records.length),
        );
      }
    },
  );

  it('equals it where it was stopped while an epoch was being validated', async () => {
    const whole = await run(request());
    const stopped = await run(request(), (event, control) => {
      if (event.type === 'steps' && event.firstStep + event.losses.length === 16) {
        control.act('stop');
      }
    });
    expect(stopped.outcome).toMatchObject({ end: 'stopped', epoch: 1, step: 15 });
    const rest = await run(request({ from: stopped.outcome.last }));
    expect(rest.outcome.last).toEqual(whole.outcome.last);
    expect(timeless(rest.events)).toEqual(timeless(whole.events).slice(1));
    expect(histogramsOf(rest.events)).toEqual(histogramsOf(whole.events).slice(1));
  });

  it('takes no further step where early stopping had already ended it', async () => {
    const earlyStopping = { metric: 'loss', patience: 2, minDelta: 10 };
    const whole = await run(request({}, { epochs: 20, earlyStopping }));
    const { best, last } = whole.outcome;
    const again = await run(request({ from: last, best }, { epochs: 20, earlyStopping }));
    expect(again.outcome).toEqual(whole.outcome);
  });
});

describe('A run that diverges', () => {
  it('is found out where its very last step spoilt the weights', async () => {
    const linear = { activation: 'linear', initialiser: 'zeros', l1: 0, l2: 0 } as const;
    const spec = exampleSpec({
      layers: [{ type: 'dense', units: 2, ...linear }],
      output: { units: 1, activation: 'linear', loss: 'meanSquaredError' },
    });
    const settings = { optimizer: { type: 'sgd' }, epochs: 1, batchSize: 250 };
    const { last } = (await run(request({ spec }, settings))).outcome;
    // Hidden values of 1e30 and an error of 1e10: the loss is finite, their product is not.
    const huge: Record<string, number> = { 'dense_1/kernel': 1e30, 'output/kernel': 1e-20 };
    const weights = last.weights.map(({ name, shape, data }) => ({
      name,
      shape,
      data: data.map(() => huge[name] ?? 0),
    }));
    const from = { ...last, weights, step: 0, epoch: 0, stepInEpoch: 0, sums: [0, 0], best: null };
    const { outcome } = await run(request({ spec, from }, settings));
    expect(outcome).toMatchObject({ end: 'diverged', step: 0 });
    expect(outcome.diverged).toMatchObject({ step: 1 });
    expect(outcome.last.weights).toEqual(weights);
  });
});
