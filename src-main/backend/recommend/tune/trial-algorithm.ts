import { PortraitError } from '#shared/errors/index.ts';
import type { TunedSetting } from '#shared/model/cells/tune.ts';
import { algorithm as schema, type Algorithm } from '#shared/recommenders/index.ts';
import type { Combination } from './combinations.ts';

/** Throws tune_unknown_setting where the space names something the algorithm has not. */
export function checkSpace(base: Algorithm, space: readonly TunedSetting[]): void {
  for (const { name } of space)
    if (name === 'type' || !Object.hasOwn(base, name))
      throw new PortraitError('tune_unknown_setting', { algorithm: base.type, setting: name });
}

/** The algorithm with the settings of one trial. Throws cell_settings_invalid. */
export function trialAlgorithm(base: Algorithm, settings: Combination): Algorithm {
  const changed = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
  const parsed = schema.safeParse({ ...base, ...changed });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new PortraitError('cell_settings_invalid', {
    path: issue?.path.join('.') ?? '',
    detail: issue?.message ?? '',
  });
}
