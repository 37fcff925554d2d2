import { languageTags } from '#shared/locale.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';

/**
 * The metadata block of a model card on the Hugging Face Hub (huggingface.co/docs/hub/model-cards): YAML, of which every text
 * is written as JSON, which YAML reads.
 */
export function metadata({ name, prep, source, report }: ExportedModel): string {
  const isNumber = prep.label.kind === 'number';
  const task = isNumber ? 'tabular-regression' : 'tabular-classification';
  const measured = isNumber
    ? [
        ['rmse', 'RMSE', report?.model.regression?.rmse.value],
        ['mae', 'MAE', report?.model.regression?.mae.value],
        ['r2', 'R2', report?.model.regression?.r2.value],
      ]
    : [
        ['roc_auc', 'ROC AUC', report?.model.classification?.rocAuc.value],
        ['accuracy', 'Accuracy', report?.model.classification?.accuracy.value],
        ['f1', 'F1', report?.model.classification?.f1.value],
      ];
  const metrics = measured.flatMap(([type, title, value]) =>
    typeof value === 'number' ? [{ type, name: title, value }] : [],
  );
  const dataset = source.data[0]?.name ?? source.notebook;
  const result = {
    task: { type: task },
    dataset: { name: dataset, type: 'tabular', split: report?.part ?? 'test' },
    metrics,
  };
  const lines = [
    `language: ${JSON.stringify(languageTags)}`,
    'license: "other"',
    'library_name: "portrait"',
    `pipeline_tag: "${task}"`,
    `tags: ${JSON.stringify([task, 'portrait', 'mlp', ...(source.data.some(({ synthetic }) => synthetic) ? ['synthetic'] : [])])}`,
    ...(metrics.length === 0
      ? []
      : [
          'model-index:',
          `- name: ${JSON.stringify(name)}`,
          `  results: ${JSON.stringify([result])}`,
        ]),
  ];
  return ['---', ...lines, '---'].join('\n');
}
