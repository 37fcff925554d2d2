import type { Trial } from '#shared/model/cells/tune.ts';
import type { Json } from '#shared/model/json.ts';

export type RankedTrial = Trial & {
  /** Place in the order they were made, from 0. */
  made: number;
};

/** Best first, failed ones last, otherwise in the order they were made. */
export function rankTrials(trials: readonly Trial[]): RankedTrial[] {
  return trials
    .map((trial, made) => ({ ...trial, made }))
    .sort((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity) || a.made - b.made);
}

/** Names of the settings searched. */
export function searchedNames(trials: readonly Trial[]): string[] {
  return trials[0]?.settings.map(({ name }) => name) ?? [];
}

/** What a trial gave a setting. */
export function valueOf(trial: Trial, name: string): Json {
  return trial.settings.find((setting) => setting.name === name)?.value ?? null;
}
