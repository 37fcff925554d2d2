import { describe, expect, it } from 'vitest';
import type { EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import { evaluationOf, modelOf, said, scoredOf } from './evidence.ts';

const judged = (output: EvaluateOutput, settings: object = {}) => ({ settings, output });

describe('beaten by its own baseline', () => {
  const baselines = [scoredOf('majority', 0.5, 0.7), scoredOf('logistic', 0.83, 0.27)];

  it('speaks on all eight metrics, names the stronger baseline, and proposes less dropout or using it', () => {
    const output = evaluationOf({ baselines });
    const verdict = said('beaten_by_baseline', 'evaluate', judged(output), { model: modelOf(0.5) });
    expect(verdict?.values).toEqual({
      ...{ baseline: 'logistic', ahead: 8, of: 8, metric: 'rocAuc', own: 0.8, theirs: 0.83 },
    });
    expect(verdict?.actions.map(({ id }) => id)).toEqual(['less_dropout', 'use_linear']);
    expect(verdict?.actions[0]).toMatchObject({ run: { kind: 'train' } });
    expect(verdict?.actions[1]?.add).toMatchObject({ kind: 'model', settings: { layers: [] } });
  });

  it('proposes no change from what the test part shows, and no linear model to one that is linear', () => {
    const tested = evaluationOf({ baselines, part: 'test' });
    expect(
      said('beaten_by_baseline', 'evaluate', judged(tested), { model: modelOf(0.5) })?.actions,
    ).toEqual([]);
    const output = evaluationOf({ baselines });
    expect(
      said('beaten_by_baseline', 'evaluate', judged(output), { model: modelOf(null) })?.actions,
    ).toEqual([]);
  });

  it('is silent where the baseline is ahead on half of the metrics or fewer, or by less than is shown', () => {
    const half = scoredOf('logistic', 0.83, 0.33, { recall: 0.7, f1: 0.7 });
    const close = scoredOf('logistic', 0.8004, 0.2997);
    for (const baseline of [half, close]) {
      const output = evaluationOf({ baselines: [baseline] });
      expect(said('beaten_by_baseline', 'evaluate', judged(output))).toBeNull();
      expect(said('level_with_baseline', 'evaluate', judged(output))).not.toBeNull();
    }
    expect(said('beaten_by_baseline', 'evaluate', judged(evaluationOf()))).toBeNull();
  });

  it('is silent where the network is ahead, which opens the test part', () => {
    // Knowing nothing has no precision to be behind in: it is the weaker baseline all the same.
    const nothing = scoredOf('majority', 0.5, 0.7);
    nothing.classification!.precision = { value: null, low: null, high: null };
    const output = evaluationOf({ baselines: [nothing, scoredOf('logistic', 0.75, 0.35)] });
    expect(said('beaten_by_baseline', 'evaluate', judged(output))).toBeNull();
    const better = said('better_than_baseline', 'evaluate', judged(output));
    expect(better?.values).toMatchObject({ baseline: 'logistic', ahead: 8, of: 8 });
    expect(better?.actions[0]?.add?.settings).toEqual({ part: 'test' });
    expect(better?.actions[0]?.run).toBeUndefined();
  });

  it('counts errors of numbers the right way round', () => {
    const estimate = (value: number) => ({ value, low: null, high: null });
    const numbers = (name: 'model' | 'linear', error: number, r2: number) => ({
      ...{ name, classification: null },
      regression: {
        ...{
          mae: estimate(error),
          rmse: estimate(error),
          medianError: estimate(error),
          r2: estimate(r2),
        },
      },
    });
    const worse = evaluationOf({
      ...{ kind: 'number', classes: [], confusion: [], pr: null },
      ...{ model: numbers('model', 120, 0.5), baselines: [numbers('linear', 100, 0.6)] },
    });
    expect(said('beaten_by_baseline', 'evaluate', judged(worse))?.values).toMatchObject({
      ahead: 4,
      metric: 'rmse',
    });
    const better = { ...worse, model: numbers('model', 90, 0.7) };
    expect(said('beaten_by_baseline', 'evaluate', judged(better))).toBeNull();
  });
});

describe('never predicts a class', () => {
  const confusion = [
    [840, 0],
    [160, 0],
  ];

  it('speaks where a class with rows is never said, moves the threshold to the best F1 and weights the classes', () => {
    const output = evaluationOf({ confusion });
    const verdict = said('never_predicts', 'evaluate', judged(output), {
      train: { settings: {}, output: null },
    });
    expect(verdict?.values).toEqual({ classes: ['yes'], rows: 160 });
    // F1 at the curve's points: 0, .533, .646, .276.
    expect(verdict?.actions[0]?.changes).toEqual([
      { of: 'self', path: ['threshold'], value: 0.2234 },
    ]);
    expect(verdict?.actions[1]).toMatchObject({
      changes: [{ of: { kind: 'train' }, path: ['classWeights'], value: 'balanced' }],
      run: { kind: 'train' },
    });
  });

  it('moves the threshold of the evaluation that decides, and does not weight what is weighted', () => {
    const output = evaluationOf({ confusion });
    const before = {
      train: { settings: { classWeights: 'balanced' }, output: null },
      evaluate: { settings: {}, output: null },
    };
    const verdict = said('never_predicts', 'evaluate', judged(output), before);
    expect(verdict?.actions.map(({ id }) => id)).toEqual(['move_threshold']);
    expect(verdict?.actions[0]?.changes?.[0]?.of).toEqual({ kind: 'evaluate' });
  });

  it('is silent where every class is said at least once, and of a class without rows', () => {
    expect(said('never_predicts', 'evaluate', judged(evaluationOf()))).toBeNull();
    const empty = evaluationOf({
      confusion: [
        [840, 0],
        [0, 0],
      ],
    });
    expect(said('never_predicts', 'evaluate', judged(empty))).toBeNull();
  });
});

describe('few positives', () => {
  const small = [
    [300, 5],
    [10, 14],
  ];

  it('speaks of fewer than 50 rows of a class, and holds out more of them', () => {
    const output = evaluationOf({ confusion: small });
    const features = { settings: { split: { validation: 0.1 } }, output: null };
    const verdict = said('few_positives', 'evaluate', judged(output), { features });
    expect(verdict?.values).toMatchObject({ value: 'yes', rows: 24 });
    expect(verdict?.actions[0]?.changes?.[0]).toMatchObject({
      path: ['split', 'validation'],
      value: 0.2,
    });
  });

  it('speaks of a wide interval, whatever the rows', () => {
    const model = scoredOf('model', 0.8, 0.3);
    model.classification!.rocAuc = { value: 0.8, low: 0.72, high: 0.86 };
    expect(
      said('few_positives', 'evaluate', judged(evaluationOf({ model })))?.values,
    ).toMatchObject({ low: 0.72 });
  });

  it('is silent with enough rows and a narrow interval, and of numbers', () => {
    const model = scoredOf('model', 0.8, 0.3);
    model.classification!.rocAuc = { value: 0.8, low: 0.78, high: 0.82 };
    expect(said('few_positives', 'evaluate', judged(evaluationOf({ model })))).toBeNull();
    const numbers = evaluationOf({ kind: 'number', classes: [], confusion: [], perClass: [] });
    expect(said('few_positives', 'evaluate', judged(numbers))).toBeNull();
  });

  it('does not ask for more than two fifths', () => {
    const output = evaluationOf({ confusion: small });
    const features = { settings: { split: { validation: 0.4 } }, output: null };
    expect(said('few_positives', 'evaluate', judged(output), { features })?.actions).toEqual([]);
  });
});
