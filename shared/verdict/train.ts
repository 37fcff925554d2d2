import { model } from '../model/cells/model.ts';
import { train } from '../model/cells/train.ts';
import { diverged } from './signs/diverged.ts';
import { dropoutExplainsGap } from './signs/dropout-explains-gap.ts';
import { overfitted } from './signs/overfitted.ts';
import { stillImproving } from './signs/still-improving.ts';
import type { Judged, Upstream, Verdict } from './verdict.ts';
import { wellTrained } from './signs/well-trained.ts';

/** The most urgent first. */
const rules = [diverged, overfitted, stillImproving, dropoutExplainsGap];

/** What can be said of a run; that all is well only where nothing else is. */
export function judgeTrain(cell: Judged, upstream: Upstream): Verdict[] {
  const output = train.output.safeParse(cell.output);
  const settings = train.settings.safeParse(cell.settings);
  if (!output.success || !settings.success) return [];
  const made = model.output.safeParse(upstream('model')[0]?.output);
  const layers = made.success ? made.data.spec.layers : [];
  const evidence = { output: output.data, settings: settings.data, layers };
  const said: Verdict[] = rules.map((rule) => rule(evidence)).filter((one) => one !== null);
  if (said.length > 0) return said;
  const well = wellTrained(evidence);
  return well ? [well] : [];
}
