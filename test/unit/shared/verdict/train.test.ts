import { describe, expect, it } from 'vitest';
import { modelOf, runOf, said } from './evidence.ts';

const falling = (from: number, by: number, count: number): [number, number][] =>
  Array.from({ length: count }, (_, at) => [from - by * at, from - by * at]);

describe('still improving', () => {
  it('speaks of a run whose validation loss still fell when its epochs were used up, and trains on', () => {
    const verdict = said('still_improving', 'train', {
      settings: {},
      output: runOf(falling(1, 0.05, 10)),
    });
    // Of 0.65 before the last two epochs, 0.55 is left: 15.4% less.
    expect(verdict?.values.fall).toBeCloseTo(1 - 0.55 / 0.65, 10);
    expect(verdict?.actions[0]).toMatchObject({
      changes: [{ of: 'self', path: ['epochs'], value: 20 }],
      run: 'self',
    });
  });

  it('is silent where the loss has levelled off, was lowest earlier, or was watched by early stopping', () => {
    const level: [number, number][] = [
      [1, 1],
      [0.5, 0.5],
      [0.4, 0.4],
      [0.3999, 0.3999],
      [0.3998, 0.3998],
    ];
    const turned: [number, number][] = [
      [1, 1],
      [0.5, 0.5],
      [0.4, 0.4],
      [0.39, 0.42],
      [0.38, 0.43],
    ];
    for (const losses of [level, turned])
      expect(said('still_improving', 'train', { settings: {}, output: runOf(losses) })).toBeNull();
    const stopped = runOf(falling(1, 0.05, 10), { end: 'early_stopped' });
    expect(said('still_improving', 'train', { settings: {}, output: stopped })).toBeNull();
    const unwatched = runOf([
      [1, null],
      [0.5, null],
      [0.3, null],
    ]);
    expect(said('still_improving', 'train', { settings: {}, output: unwatched })).toBeNull();
  });
});

describe('dropout explains the gap', () => {
  const output = runOf([
    [0.6, 0.5],
    [0.5, 0.4],
    [0.5, 0.4],
  ]);

  it('speaks where training loss is above validation loss with dropout, and halves a high rate', () => {
    const verdict = said(
      'dropout_explains_gap',
      'train',
      { settings: {}, output },
      { model: modelOf(0.5) },
    );
    expect(verdict?.values).toEqual({ train: 0.5, validation: 0.4, rate: 0.5 });
    const change = verdict?.actions[0]?.changes?.[0];
    expect(change).toMatchObject({ of: { kind: 'model' }, path: ['layers'] });
    expect(change?.value).toMatchObject([{ type: 'dense' }, { type: 'dropout', rate: 0.25 }]);
    const little = said(
      'dropout_explains_gap',
      'train',
      { settings: {}, output },
      { model: modelOf(0.1) },
    );
    expect(little?.actions).toEqual([]);
  });

  it('is silent without dropout, and where the losses agree', () => {
    expect(
      said('dropout_explains_gap', 'train', { settings: {}, output }, { model: modelOf(0) }),
    ).toBeNull();
    const agreeing = runOf([
      [0.6, 0.6],
      [0.41, 0.4],
      [0.4, 0.4],
    ]);
    expect(
      said(
        'dropout_explains_gap',
        'train',
        { settings: {}, output: agreeing },
        { model: modelOf(0.5) },
      ),
    ).toBeNull();
  });
});

describe('learnt by heart', () => {
  const gap = { train: 0.2, validation: 0.5, risingSince: 2 };
  const output = runOf(
    [
      [0.5, 0.5],
      [0.3, 0.4],
      [0.2, 0.5],
    ],
    { gap },
  );

  it('speaks where the run found a gap: early stopping first, and more dropout where that is on', () => {
    const first = said('overfitted', 'train', { settings: {}, output }, { model: modelOf(0.5) });
    expect(first?.actions[0]).toMatchObject({ id: 'stop_early', run: 'self' });
    const watched = {
      earlyStopping: { metric: 'loss', patience: 5, minDelta: 0, restoreBest: true },
    };
    const again = said(
      'overfitted',
      'train',
      { settings: watched, output },
      { model: modelOf(0.6) },
    );
    expect(again?.actions[0]?.changes?.[0]?.value).toMatchObject([
      {},
      { type: 'dropout', rate: 0.7 },
    ]);
    const none = said('overfitted', 'train', { settings: watched, output }, { model: modelOf(0) });
    expect(none?.actions[0]?.changes?.[0]?.value).toMatchObject([
      {},
      { type: 'dropout', rate: 0.3 },
    ]);
  });

  it('is silent where there is no gap', () => {
    const even = runOf([
      [0.5, 0.5],
      [0.4, 0.4],
      [0.4, 0.4],
    ]);
    expect(said('overfitted', 'train', { settings: {}, output: even })).toBeNull();
  });
});

describe('a run that ended badly or well', () => {
  it('trains at a tenth of the rate where the loss diverged', () => {
    const output = runOf([[1, 1]], { end: 'diverged', diverged: { step: 7, value: 'NaN' } });
    const verdict = said('diverged', 'train', { settings: { learningRate: 0.03 }, output });
    expect(verdict?.actions[0]?.changes?.[0]?.value).toBe(0.003);
    expect(said('well_trained', 'train', { settings: {}, output })).toBeNull();
  });

  it('is called well trained only where nothing else is to be said', () => {
    const even = runOf([
      [0.5, 0.5],
      [0.4, 0.4],
      [0.4, 0.4],
    ]);
    expect(said('well_trained', 'train', { settings: {}, output: even })?.actions[0]?.id).toBe(
      'evaluate',
    );
    const rising = runOf(falling(1, 0.05, 10));
    expect(said('well_trained', 'train', { settings: {}, output: rising })).toBeNull();
    expect(said('diverged', 'train', { settings: {}, output: even })).toBeNull();
  });
});
