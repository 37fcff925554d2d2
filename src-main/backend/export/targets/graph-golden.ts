import type { ExportedModel, GoldenRow } from '#shared/export/exported-model.ts';
import { createScorer } from '#shared/export/score.ts';
import type { PlanSplit } from '../graph/index.ts';
import { goldenFile } from './golden-file.ts';
import type { ExportFile } from './target.ts';

/** `golden.json` for a graph. Its text has no null: the empty text is a missing value there, and so these rows have it. */
export function graphGolden(model: ExportedModel, split: PlanSplit): ExportFile {
  const scorer = createScorer(model);
  const golden = model.golden.map((one): GoldenRow => {
    if (!one.row.includes('')) return one;
    const row = one.row.map((value) => (value === '' ? null : value));
    const { scores, class: found } = scorer.score(row);
    return { ...one, row, features: [...scorer.features(row)], scores, class: found };
  });
  return goldenFile({ ...model, golden }, split);
}
