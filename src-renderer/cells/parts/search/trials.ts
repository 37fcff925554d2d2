import type { Json } from '#shared/model/json.ts';

/** What a trial of a search gave each setting searched. */
type Tried = { settings: readonly { name: string; value: Json }[] };

/** Names of the settings searched. */
export function searchedNames(trials: readonly Tried[]): string[] {
  return trials[0]?.settings.map(({ name }) => name) ?? [];
}

/** What a trial gave a setting. */
export function valueOf(trial: Tried, name: string): Json {
  return trial.settings.find((setting) => setting.name === name)?.value ?? null;
}
