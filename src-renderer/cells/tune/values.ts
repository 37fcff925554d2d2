import type { Json } from '#shared/model/json.ts';
import type { Field } from '#shared/recommenders/descriptor.ts';
import { readLayers } from '../../recommenders/layers.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { said } from '../../i18n/said.ts';

/** Values of a setting as text to be edited: numbers parted by commas, layers by semicolons. */
export function valuesText(values: readonly Json[]): string {
  return values.some(Array.isArray)
    ? values.map((value) => (Array.isArray(value) ? value.join(' × ') : String(value))).join('; ')
    : values.map(String).join(', ');
}

/** Values from such text, each once; null where one of them is none or out of the field’s range. */
export function readValues(text: string, field: Field): Json[] | null {
  if (field.kind === 'layers') {
    const layers = parts(text, /[;；]/u).map(readLayers);
    return layers.length > 0 && layers.every((one) => one !== null) ? layers : null;
  }
  if (field.kind !== 'number') return null;
  const numbers = parts(text, /[\s,，、;；]+/u).map(Number);
  const { min, max = Infinity, integer = false } = field;
  const fine = numbers.every(
    (value) =>
      Number.isFinite(value) &&
      value >= min &&
      value <= max &&
      (!integer || Number.isInteger(value)),
  );
  return fine && numbers.length > 0 ? [...new Set(numbers)] : null;
}

/** What a setting is called; its key where the recommender no longer has it. */
export function settingLabel(fields: readonly Field[], key: string): string {
  const field = fields.find((one) => one.key === key);
  return field ? said(field.label) : key;
}

/** One value for reading. */
export function valueText(value: Json, field: Field | undefined): string {
  if (typeof value === 'number') return readable(value, 6);
  if (typeof value === 'boolean') return value ? m.tune_on() : m.tune_off();
  if (Array.isArray(value)) return value.join(' × ');
  const option =
    field?.kind === 'choice' && field.options.find((candidate) => candidate.value === value);
  return option ? said(option.label) : String(value);
}

function parts(text: string, by: RegExp): string[] {
  return text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
