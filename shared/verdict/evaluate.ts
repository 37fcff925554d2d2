import { evaluate } from '../model/cells/evaluate.ts';
import { features } from '../model/cells/features.ts';
import { model } from '../model/cells/model.ts';
import { trainSettings } from '../model/net/train-settings.ts';
import { aheadOfBaseline } from './signs/ahead-of-baseline.ts';
import { beatenByBaseline } from './signs/beaten-by-baseline.ts';
import { fewPositives } from './signs/few-positives.ts';
import { neverPredicts } from './signs/never-predicts.ts';
import type { Judged, Upstream, Verdict } from './verdict.ts';

/** The most urgent first. */
const rules = [neverPredicts, beatenByBaseline, fewPositives, aheadOfBaseline];

/** What can be said of an evaluation. */
export function judgeEvaluate(cell: Judged, upstream: Upstream): Verdict[] {
  const output = evaluate.output.safeParse(cell.output);
  if (!output.success) return [];
  const made = model.output.safeParse(upstream('model')[0]?.output);
  const trained = trainSettings.safeParse(upstream('train')[0]?.settings);
  const prepared = features.settings.safeParse(upstream('features')[0]?.settings);
  const evidence = {
    output: output.data,
    layers: made.success ? made.data.spec.layers : [],
    classWeights: trained.success ? trained.data.classWeights : ('balanced' as const),
    split: prepared.success ? prepared.data.split : null,
    decided: upstream('evaluate').length > 0,
  };
  return rules.map((rule) => rule(evidence)).filter((one) => one !== null);
}
