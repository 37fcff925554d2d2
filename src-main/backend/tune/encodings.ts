import type { FeaturesSettings } from '#shared/model/cells/features.ts';
import type { NetChoice } from '#shared/model/net/net-choice.ts';
import { encoding, type Encoding, type FittedPrep, type FittedStep } from '#shared/model/prep.ts';

type Chosen = FeaturesSettings['columns'][number];

/** How a choice encodes the columns that Features fitted: those it changes, as Features lists them. */
export function encodingsOf(
  { scale, manyValues }: Pick<NetChoice, 'scale' | 'manyValues'>,
  { steps }: Pick<FittedPrep, 'steps'>,
): Chosen[] {
  return steps.flatMap((step): Chosen[] => {
    const changed = scaled(step, scale) ?? manyAs(step, manyValues);
    return changed === null ? [] : [{ column: step.column, encoding: changed }];
  });
}

function scaled(step: FittedStep, scale: NetChoice['scale']): Encoding | null {
  if (scale === undefined || step.type !== 'numeric' || step.known) return null;
  return { type: 'numeric', scale, log: step.log };
}

function manyAs({ type }: FittedStep, manyValues: NetChoice['manyValues']): Encoding | null {
  const many = type === 'frequency' || type === 'target' || type === 'hash';
  if (!many || manyValues === undefined || manyValues === type) return null;
  return encoding.parse({ type: manyValues });
}

/** Settings of Features with these columns encoded so, and the others as they are. */
export function withEncodings(
  settings: FeaturesSettings,
  changed: readonly Chosen[],
): FeaturesSettings {
  const kept = settings.columns.filter(({ column }) =>
    changed.every((one) => one.column !== column),
  );
  return { ...settings, columns: [...kept, ...changed] };
}
