import { describe, expect, it } from 'vitest';
import type { CellOutput } from '../../../../shared/contract/notebook.ts';
import { evaluate, type EvaluateOutput } from '../../../../shared/model/cells/evaluate.ts';
import { outputForViewer } from '../../../../src-main/backend/api/viewer/output.ts';

const none = { value: null, low: null, high: null };
const scores = { mae: none, rmse: none, r2: none, medianError: none };

/** A regression on `rows` rows, or a classifier with a class nobody of the part has. */
function result(change: Partial<EvaluateOutput>): CellOutput {
  const output: EvaluateOutput = {
    ...{ kind: 'number', part: 'test', rows: 400, classes: [], testLooks: 1, baselines: [] },
    ...{ model: { name: 'model', classification: null, regression: scores }, confusion: [] },
    ...{ perClass: [], roc: null, pr: null, calibration: [], scatter: null, threshold: 0.5 },
    ...{ costs: { falsePositive: 1, falseNegative: 1 }, cheapestThreshold: null, table: null },
    ...{ predictions: 'blob', run: 'r' },
    withoutTrees: { code: 'internal', params: { detail: 'Ann' } },
    ...change,
  };
  return {
    ...{ address: 'a', kind: 'evaluate', milliseconds: 1, madeAt: 1 },
    output: JSON.parse(JSON.stringify(output)) as CellOutput['output'],
  };
}
const refused = { code: 'viewer_small', params: { smallest: 10 } };

describe('an evaluation as viewers see it', () => {
  it('is not shown of fewer rows than the smallest group, also where a number is predicted', () => {
    expect(() => outputForViewer(result({ rows: 3 }), 10)).toThrow(
      expect.objectContaining(refused),
    );
    expect(() => outputForViewer(result({ rows: 10 }), 10)).not.toThrow();
  });

  it('is not shown where it names a class that nobody of the part has', () => {
    const row = { precision: null, recall: null, f1: null };
    const perClass = [
      { value: 'yes', support: 400, ...row },
      { value: 'Ann Miller', support: 0, ...row },
    ];
    const classes = perClass.map(({ value }) => value);
    const made = result({
      kind: 'classes',
      classes,
      perClass,
      confusion: [
        [400, 0],
        [0, 0],
      ],
    });
    expect(() => outputForViewer(made, 10)).toThrow(expect.objectContaining(refused));
  });

  it('says nothing of what failed on the way', () => {
    const seen = evaluate.output.parse(outputForViewer(result({}), 10).output);
    expect(seen.withoutTrees).toEqual({ code: 'viewer_failed', params: {} });
    expect(seen.predictions).toBe('');
  });
});

describe('a search as viewers see it', () => {
  it('says nothing of why a trial failed, and all else', () => {
    const trials = [
      { score: 0.5, error: null },
      { score: null, error: { code: 'internal', params: { detail: 'Ann' } } },
    ];
    const made = { ...result({}), kind: 'tune', output: { metric: 'auc', trials } };
    const { output } = outputForViewer(made, 10);
    expect(output).toEqual({
      metric: 'auc',
      trials: [trials[0], { score: null, error: { code: 'viewer_failed', params: {} } }],
    });
  });
});
