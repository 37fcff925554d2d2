import type { NetMetric, NetTrial } from '#shared/model/cells/tune-net.ts';
import type { Json } from '#shared/model/json.ts';
import { activation } from '#shared/model/net/model-spec.ts';
import { netChoice, netSetting, type NetSetting } from '#shared/model/net/net-choice.ts';
import { fixed, readable } from '../../format/number.ts';
import { word } from '../../i18n/word.ts';

const kind = 'tuneNet';

export const netSettings: readonly NetSetting[] = netSetting.options;

export function settingName(name: string): string {
  return word('setting', name, kind) ?? name;
}

/** The same where it stands alone: above a field or a column. */
export function settingLabel(name: string): string {
  const text = settingName(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function valueName(value: Json): string {
  if (typeof value === 'number') return readable(value, 4);
  return word('value', String(value), kind) ?? String(value);
}

export function metricName(metric: NetMetric): string {
  return valueName(metric);
}

/** “units 64 · dropout 0.2” */
export function settingsText({ settings }: Pick<NetTrial, 'settings'>): string {
  return settings.map(({ name, value }) => `${settingName(name)} ${valueName(value)}`).join(' · ');
}

export function scoreText(score: number | null): string {
  return fixed(score, 4);
}

const choices: Partial<Record<NetSetting, readonly Json[]>> = {
  shape: netChoice.shape.shape.unwrap().options,
  activation: activation.options,
  batchNorm: [false, true],
  optimizer: netChoice.shape.optimizer.unwrap().options,
  classWeights: netChoice.shape.classWeights.unwrap().options,
  augmentation: netChoice.shape.augmentation.unwrap().options,
  scale: netChoice.shape.scale.unwrap().options,
  manyValues: netChoice.shape.manyValues.unwrap().options,
};

/** The values of a setting that has a few; null for numbers. */
export function choicesOf(name: NetSetting): readonly Json[] | null {
  return choices[name] ?? null;
}

/** Numbers from text, each once; null where one of them is none that the setting takes. */
export function readNumbers(name: NetSetting, text: string): number[] | null {
  const numbers = text
    .split(/[\s,，、;；]+/u)
    .filter((part) => part !== '')
    .map(Number);
  const fine = numbers.every((value) => netChoice.shape[name].safeParse(value).success);
  return fine && numbers.length > 0 ? [...new Set(numbers)] : null;
}
