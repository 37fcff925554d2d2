import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { ExportFile } from './target.ts';
import { textFile } from './text-file.ts';

/** `golden.json`: rows with their features and scores, a row a line, for every consumer to compare with. */
export function goldenFile({ inputs, prep, golden }: ExportedModel): ExportFile {
  const head = {
    columns: inputs.map(({ name, type }) => ({ name, type })),
    features: prep.features,
    classes: prep.label.classes,
  };
  const rows = golden.map((row) => JSON.stringify(row)).join(',\n');
  return textFile('golden.json', `${JSON.stringify(head).slice(0, -1)},"rows":[\n${rows}\n]}`);
}
