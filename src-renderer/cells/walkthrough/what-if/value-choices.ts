import type { FittedStep } from '#shared/model/prep.ts';

/** A value that can be chosen; null is a missing one. */
export type ValueChoice = { value: string; text: string | null };

/** So many are listed; of more, one is written. */
const mostListed = 60;

/** The values a column is known to have, the row's own where it is none of them, and none; null where there are too many or no list. */
export function valueChoices(step: FittedStep, own: string | null): ValueChoice[] | null {
  if (step.type === 'multiHot' || !('values' in step) || step.values.length > mostListed)
    return null;
  const other = own !== null && !step.values.includes(own) ? [own] : [];
  return [...step.values, ...other, null].map((text, at) => ({ value: `value ${at}`, text }));
}
