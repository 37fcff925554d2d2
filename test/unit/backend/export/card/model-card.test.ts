import { describe, expect, it } from 'vitest';
import type { ExportedModel } from '../../../../../shared/export/exported-model.ts';
import { modelCard } from '../../../../../src-main/backend/export/card/index.ts';
import { everyModel } from '../../../../support/export/exported.ts';

const estimate = (value: number) => ({ value, low: value - 0.02, high: value + 0.02 });
const none = { value: null, low: null, high: null };
const classification = {
  ...{
    accuracy: estimate(0.8),
    precision: estimate(0.7),
    recall: estimate(0.6),
    f1: estimate(0.65),
  },
  ...{ rocAuc: estimate(0.91), prAuc: estimate(0.5), logLoss: none, brier: none },
};
const report: ExportedModel['report'] = {
  ...{ part: 'test', rows: 400, testLooks: 3 },
  model: { name: 'model', classification, regression: null },
  baselines: [
    {
      name: 'majority',
      classification: { ...classification, rocAuc: estimate(0.5) },
      regression: null,
    },
  ],
  perClass: [{ value: 'no', precision: 0.9, recall: 0.8, f1: null, support: 300 }],
};
const texts = (model: ExportedModel): Map<string, string> =>
  new Map(modelCard(model).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));

describe('A model card', () => {
  const model = { ...everyModel('binary', 9), report };
  const markdown = texts(model).get('MODEL_CARD.md') ?? '';
  const page = texts(model).get('MODEL_CARD.html') ?? '';

  it('tells results by group in both languages, where they were looked at', () => {
    expect(markdown).not.toContain('Results by group');
    const own = (value: number) => ({
      ...{ rows: 40, observed: estimate(0.3), selected: estimate(value), truePositive: null },
      ...{
        falsePositive: estimate(0.1),
        precision: none,
        rocAuc: estimate(0.8125),
        accuracy: estimate(0.9),
      },
      ...{ error: null, bias: null, calibration: [] },
    });
    const grouping = {
      ...{ column: { name: 'region', type: 'category' as const }, unit: null },
      groups: [{ type: 'value' as const, value: 'north' }, { type: 'missing' as const }],
    };
    const gaps = [{ gap: 'demographicParity' as const, ...estimate(0.25) }];
    const groups = { grouping, groups: [own(0.5), own(0.25)], gaps };
    const told = texts({ ...model, report: { ...report, groups } }).get('MODEL_CARD.md') ?? '';
    expect(told).toContain('Results by group of region');
    expect(told).toContain('| north | 40 | 0.3 \\[0.28, 0.32\\] | 0.5 \\[0.48, 0.52\\] | – |');
    expect(told).toContain('| Predicted positive (demographic parity) | 0.25 \\[0.23, 0.27\\] |');
    expect(told).toContain('按 region 分组的结果');
    expect(told).toContain('| （缺失） | 40 |');
  });

  it('has measures with their intervals beside the baselines, in both languages', () => {
    expect(markdown).toContain('| Measure | Model | Majority |');
    expect(markdown).toContain('| ROC AUC | 0.91 \\[0.89, 0.93\\] | 0.5 \\[0.48, 0.52\\] |');
    expect(markdown).toContain('| 指标 | 模型 | 多数类 |');
    expect(markdown).toContain('The test part was looked at 3 times');
  });

  it('says where rows come from, from which score on the label changes, and what of people is inside', () => {
    expect(markdown).toContain('| Data | every.csv | 10 |');
    expect(markdown).toContain('from a probability of 0.082 on');
    expect(markdown).toContain('8 rows to learn from, 1 to validate, 1 to test.');
    expect(markdown).toMatch(
      /24 rows to check the export with go along.*golden\.json.*model\.json.*rows\.parquet/,
    );
  });

  it('says so where nothing was measured', () => {
    const unmeasured = texts(everyModel('number', 9)).get('MODEL_CARD.md') ?? '';
    expect(unmeasured).toContain('No evaluation was exported with it');
    expect(unmeasured).toContain('tabular-regression');
    expect(unmeasured).not.toContain('model-index');
  });

  it('begins with a metadata block whose values are JSON', () => {
    const [, block = ''] = markdown.split('---\n');
    const pairs = block.trim().split('\n');
    const results = pairs.find((line) => line.startsWith('  results: '))?.slice(11) ?? '';
    expect(JSON.parse(results)).toEqual([
      {
        task: { type: 'tabular-classification' },
        dataset: { name: 'every.csv', type: 'tabular', split: 'test' },
        metrics: [
          { type: 'roc_auc', name: 'ROC AUC', value: 0.91 },
          { type: 'accuracy', name: 'Accuracy', value: 0.8 },
          { type: 'f1', name: 'F1', value: 0.65 },
        ],
      },
    ]);
  });

  it('shows names as they are, in Markdown and HTML, whatever they hold', () => {
    const odd = texts({ ...model, name: '<script>alert(1)</script> *a* | `b`' });
    expect(odd.get('MODEL_CARD.html')).not.toContain('<script');
    expect(odd.get('MODEL_CARD.md')).toContain(
      '\\<script\\>alert(1)\\</script\\> \\*a\\* \\| \\`b\\`',
    );
    expect(page).toContain('是 &quot;yes&quot;');
  });
});
