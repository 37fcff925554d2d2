import { z } from 'zod';
import { cleanStep } from '#shared/model/cells/clean.ts';
import type { Json } from '#shared/model/json.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { fillNames } from './step-names.ts';
import { stepSummary } from './step-summary.ts';

const steps = z.array(cleanStep);
const whole = z.object({ steps });

/** A changed list of steps in words, where one sentence can say it; null leaves it to the general wording. */
export function settingChange(
  path: readonly (string | number)[],
  before: Json,
  after: Json,
): string | null {
  const lists = path.length === 0 ? [whole.safeParse(before), whole.safeParse(after)] : null;
  const former = lists ? lists[0]?.data?.steps : asSteps(path, before);
  const now = lists ? lists[1]?.data?.steps : asSteps(path, after);
  if (!former || !now) return null;
  if (now.length > former.length) return m.clean_changed_steps_more();
  if (now.length < former.length) return m.clean_changed_steps_less();
  const index = now.findIndex((step, at) => JSON.stringify(step) !== JSON.stringify(former[at]));
  const [old, next] = [former[index], now[index]];
  if (!old || !next) return null;
  if (old.type === 'missing' && next.type === 'missing' && old.column === next.column) {
    return m.clean_changed_fill({
      column: next.column,
      after: fillNames[next.fill]().toLowerCase(),
      before: fillNames[old.fill]().toLowerCase(),
    });
  }
  return stepSummary(next, []);
}

/** The steps a change is about: the list itself, or the one step a path into it names. */
function asSteps(path: readonly (string | number)[], value: Json) {
  if (path[0] !== 'steps') return undefined;
  if (path.length === 1) return steps.safeParse(value).data;
  if (path.length !== 2) return undefined;
  const one = cleanStep.safeParse(value).data;
  return one && [one];
}
