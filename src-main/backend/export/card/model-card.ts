import type { ExportedModel, ModelReport } from '#shared/export/exported-model.ts';
import { textsIn } from '#shared/languages/area.ts';
import type { CardTexts } from '#shared/languages/en/card.ts';
import { cardTexts } from '#shared/languages/index.ts';
import { locales } from '#shared/locale.ts';
import type { Estimate } from '#shared/model/results/metrics.ts';
import { textFile } from '../targets/text-file.ts';
import type { ExportFile } from '../targets/target.ts';
import { toHtml, toMarkdown, type Block } from './document.ts';
import { groupBlocks } from './group-blocks.ts';
import { rounded, told } from './figures.ts';
import { metadata } from './metadata.ts';

/** The model card of an export, in every language of the app: Markdown with Hugging Face's metadata block, and HTML. */
export function modelCard(model: ExportedModel): ExportFile[] {
  const pages = locales.map((language) => ({
    language,
    blocks: blocksOf(model, textsIn(cardTexts, language)),
  }));
  return [
    textFile('MODEL_CARD.md', `${metadata(model)}\n\n${toMarkdown(pages)}`),
    textFile('MODEL_CARD.html', toHtml(cardTexts.en.title(model.name), pages)),
  ];
}

function blocksOf(model: ExportedModel, words: CardTexts): Block[] {
  const { source, plan, prep, inputs, boundary } = model;
  const text = (content: string): Block => ({ type: 'text', text: content });
  const heading = (content: string): Block => ({ type: 'heading', level: 2, text: content });
  const { train, validation, test, unlabelled } = source.rows;
  const versions = Object.entries(source.versions).map(([name, version]) => `${name} ${version}`);
  const categories = prep.steps.reduce(
    (sum, step) => sum + ('values' in step ? step.values.length : 0),
    0,
  );
  return [
    { type: 'heading', level: 1, text: words.title(model.name) },
    text(taskOf(model, words)),
    heading(words.data),
    {
      type: 'table',
      head: words.dataHead,
      rows: source.data.map(({ cell, name, rows, fingerprint }) => [
        cell,
        name,
        String(rows),
        fingerprint.slice(0, 16),
      ]),
    },
    ...(source.data.some(({ synthetic }) => synthetic) ? [text(words.synthetic)] : []),
    heading(words.protocol),
    {
      type: 'list',
      items: [
        words.rows(train, validation, test, unlabelled),
        words.trained(source.trained?.slice(0, 10) ?? words.unknown, source.seed),
        words.kept[model.weights.kept],
        words.versions(versions.join(', ')),
      ],
    },
    heading(words.metrics),
    ...metricsOf(model.report ?? null, words),
    ...(model.report?.groups ? groupBlocks(model.report.groups, prep.label.kind, words) : []),
    heading(words.decision),
    { type: 'list', items: decisionOf(model, words) },
    heading(words.inside),
    {
      type: 'list',
      items: [
        words.boundary[boundary.at](boundary.cell),
        words.inputs(inputs.map(({ name }) => name).join(', ')),
        words.steps(plan.length, prep.features.length),
      ],
    },
    heading(words.limits),
    { type: 'list', items: words.limit },
    heading(words.privacy),
    { type: 'list', items: words.private(categories, model.golden.length) },
  ];
}

function taskOf({ prep: { label } }: ExportedModel, { task }: CardTexts): string {
  if (label.kind === 'number') return task.number(label.column);
  if (label.kind === 'binary') return task.binary(label.column, label.classes[1] ?? '');
  return task.classes(label.column, label.classes.join(', '));
}

function decisionOf({ prep: { label }, decision }: ExportedModel, words: CardTexts): string[] {
  if (label.kind === 'number') return [words.value];
  if (decision === null) return [words.likeliest];
  const { threshold, costs } = decision;
  const told = words.threshold(label.classes[1] ?? '', threshold);
  return costs === null ? [told] : [told, words.costs(costs.falsePositive, costs.falseNegative)];
}

/** Names of measures are the field's own in all languages. */
const measures = [
  ...(['rocAuc', 'prAuc', 'accuracy', 'precision', 'recall', 'f1', 'logLoss', 'brier'] as const),
  ...(['mae', 'rmse', 'r2', 'medianError'] as const),
];
const measureNames: { [name in (typeof measures)[number]]: string } = {
  rocAuc: 'ROC AUC',
  prAuc: 'PR AUC',
  accuracy: 'Accuracy',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  logLoss: 'Log loss',
  brier: 'Brier',
  mae: 'MAE',
  rmse: 'RMSE',
  r2: 'R²',
  medianError: 'Median error',
};

function metricsOf(report: ModelReport | null, words: CardTexts): Block[] {
  if (report === null) return [{ type: 'text', text: words.notMeasured }];
  const predictors = [report.model, ...report.baselines];
  const rows = measures.flatMap((measure) => {
    const values = predictors.map((predictor) => {
      const all: { [name: string]: Estimate } = {
        ...predictor.classification,
        ...predictor.regression,
      };
      return all[measure];
    });
    if (values.every((value) => value === undefined)) return [];
    return [[measureNames[measure], ...values.map((value) => told(value))]];
  });
  const notes = [
    words.measured(words.parts[report.part], report.rows),
    ...(report.part === 'validation' ? [words.validationOnly] : []),
    ...(report.testLooks > 1 ? [words.looks(report.testLooks)] : []),
  ];
  const perClass = report.perClass.map((row) => [
    row.value,
    ...[row.precision, row.recall, row.f1].map((value) => rounded(value)),
    String(row.support),
  ]);
  return [
    { type: 'list', items: notes },
    {
      type: 'table',
      head: [words.metric, ...predictors.map(({ name }) => words.names[name])],
      rows,
    },
    ...(perClass.length === 0
      ? []
      : ([
          { type: 'text', text: words.perClass },
          { type: 'table', head: words.classHead, rows: perClass },
        ] satisfies Block[])),
  ];
}
